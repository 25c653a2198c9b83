"""The encoder and its heads: one pass over the word pieces, every head reads the same vectors."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

TAG_HEADS = {"content": 3, "source": 3, "cue": 3, "addressee": 3, "trigger": 17}
SPAN_HEADS = {  # vectors read, numbers given
    "pair": (4, 15),
    "factuality": (2, 4),
    "actor": (2, 1),
    "penta": (2, 5),
    "status": (2, 12),
    "role": (4, 4),
}
CLASSES = 16  # fifteen types and quiet


class Encoder(nn.Module):
    """MiniLM with heads. Vectors are 384 wide; span heads read the mean over the span's pieces, and that over the window."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
        width = self.body.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.tag_heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in TAG_HEADS.items()})
        self.span_heads = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(width * read, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, size))
                for name, (read, size) in SPAN_HEADS.items()
            }
        )
        self.class_head = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, CLASSES))

    def freeze(self, layers: int) -> None:
        """Keeps the word vectors and the lowest layers as they are: too many numbers for so few texts, and a third of the time."""
        self.body.embeddings.requires_grad_(requires_grad=False)
        for layer in self.body.encoder.layer[:layers]:
            layer.requires_grad_(requires_grad=False)

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors of the word pieces, (batch, pieces, 384)."""
        return self.dropout(self.body(input_ids=ids, attention_mask=mask).last_hidden_state)

    def window(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Mean vector of each window."""
        weights = mask.unsqueeze(-1).to(vectors.dtype)
        return (vectors * weights).sum(1) / weights.sum(1)

    def span(self, name: str, vectors: Tensor, whole: Tensor, ranges: list[tuple[int, tuple[tuple[int, int], ...]]]) -> Tensor:
        """What span head ``name`` says of each (window, ranges)."""
        parts = [_means(vectors, [(row, spans[i]) for row, spans in ranges]) for i in range(len(ranges[0][1]))]
        if len(parts) == 2:
            parts.append(parts[0] * parts[1])
        parts.append(whole[torch.tensor([row for row, _ in ranges])])
        return self.span_heads[name](torch.cat(parts, 1))


def _means(vectors: Tensor, ranges: list[tuple[int, tuple[int, int]]]) -> Tensor:
    """The mean vector of each (window, range of pieces)."""
    sums = torch.nn.functional.pad(vectors.cumsum(1), (0, 0, 1, 0))
    rows, firsts, lasts = (torch.tensor(each) for each in zip(*((row, a, b) for row, (a, b) in ranges), strict=True))
    return (sums[rows, lasts] - sums[rows, firsts]) / (lasts - firsts).unsqueeze(1)
