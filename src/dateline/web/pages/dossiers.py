"""Dossiers: the list, one with its values, and the forms that fill it; as Markdown, Word and for print."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response

from dateline.web.desk import AtDesk
from dateline.web.forms import Field, Ticked, go, own
from dateline.web.rendering import page
from dateline.web.viewer import Analyst, Reader
from dateline.web.work import dossier_forms, dossiers

router = APIRouter(prefix="/dossiers")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("")
def listed(request: Request, desk: AtDesk, viewer: Reader) -> Response:
    """The dossiers that the viewer may see, and the form for a new one."""
    return page(request, "dossiers.html.j2", dossiers=dossiers.listed(desk.store, viewer.name))


@router.post("")
def make(desk: AtDesk, viewer: Analyst, name: Field, note: Field = "", *, shared: Ticked = False) -> Response:
    """Makes a dossier."""
    return go(f"/dossiers/{dossiers.make(desk.store, name, viewer.name, note=note, shared=shared)}")


@router.get("/pick")
def choose(request: Request, desk: AtDesk, viewer: Analyst, article: str, path: str = "", back: str = "/dossiers") -> Response:
    """Asks into which dossier a value is to be put."""
    from dateline.web.work.values import told_at

    told = told_at(desk.store, article, path or None)
    return page(request, "pick.html.j2", told=told, dossiers=dossiers.listed(desk.store, viewer.name), back=own(back, "/dossiers"))


@router.post("/pick")
def pick(desk: AtDesk, viewer: Analyst, article: Field, path: Field = "", dossier: Field = "", name: Field = "", note: Field = "",
         tags: Field = "", back: Field = "") -> Response:  # fmt: skip
    """Puts a value into a dossier, a new one where a name is given, and goes back to where it was picked."""
    number = dossiers.make(desk.store, name, viewer.name) if name.strip() else int(dossier) if dossier.isdecimal() else 0
    dossiers.pick(desk.store, number, viewer.name, article=article, path=path or None, note=note, tags=tags)
    return go(own(back, f"/dossiers/{number}"))


@router.get("/{number:int}.md")
def as_markdown(desk: AtDesk, viewer: Reader, number: int) -> Response:
    """The dossier as Markdown."""
    told = _document(desk, viewer.name, number)
    return Response(dossier_forms.markdown(told), media_type="text/markdown; charset=utf-8", headers=_named(told, "md"))


@router.get("/{number:int}.docx")
def as_word(desk: AtDesk, viewer: Reader, number: int) -> Response:
    """The dossier as Word."""
    told = _document(desk, viewer.name, number)
    return Response(dossier_forms.word(told), media_type=WORD, headers=_named(told, "docx"))


@router.get("/{number:int}/print")
def as_print(request: Request, desk: AtDesk, viewer: Reader, number: int) -> Response:
    """The dossier laid out for paper."""
    return page(request, "dossier_print.html.j2", told=_document(desk, viewer.name, number))


@router.get("/{number:int}")
def one(request: Request, desk: AtDesk, viewer: Reader, number: int, tag: str = "") -> Response:
    """One dossier with its values; ``tag`` shows those with that tag alone."""
    told = _document(desk, viewer.name, number)
    tags = tuple(sorted({each for entry in told.entries for each in entry.tags}))
    shown = tuple(entry for entry in told.entries if not tag or tag in entry.tags)
    return page(request, "dossier.html.j2", told=told, entries=shown, tags=tags, tag=tag)


@router.post("/{number:int}")
def change(desk: AtDesk, viewer: Analyst, number: int, name: Field, note: Field = "", *, shared: Ticked = False) -> Response:
    """Gives a dossier another name or note, shares it or no longer."""
    dossiers.change(desk.store, number, viewer.name, name=name, note=note, shared=shared)
    return go(f"/dossiers/{number}")


@router.post("/{number:int}/remove")
def remove(desk: AtDesk, viewer: Analyst, number: int) -> Response:
    """Takes a dossier away."""
    dossiers.remove(desk.store, number, viewer.name)
    return go("/dossiers")


@router.post("/{number:int}/entries/{item:int}")
def annotate(desk: AtDesk, viewer: Analyst, number: int, item: int, note: Field = "", tags: Field = "") -> Response:
    """Gives an entry another note and other tags."""
    dossiers.annotate(desk.store, number, item, viewer.name, note=note, tags=tags)
    return go(f"/dossiers/{number}#entry-{item}")


@router.post("/{number:int}/entries/{item:int}/{act}")
def arrange(desk: AtDesk, viewer: Analyst, number: int, item: int, act: str) -> Response:
    """Moves an entry up or down, or takes it out."""
    if act == "drop":
        dossiers.drop(desk.store, number, item, viewer.name)
    else:
        dossiers.move(desk.store, number, item, viewer.name, by=-1 if act == "up" else 1)
    return go(f"/dossiers/{number}#entry-{item}")


def _document(desk: AtDesk, who: str, number: int) -> dossier_forms.Document:
    return dossier_forms.document(desk.store, dossiers.one(desk.store, number, who), dossiers.items(desk.store, number, who))


def _named(told: dossier_forms.Document, ending: str) -> dict[str, str]:
    name = re.sub(r"[^a-z0-9]+", "-", told.dossier.name.casefold()).strip("-")[:60] or "dossier"
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
