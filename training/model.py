"""The encoder and its heads: one pass over the word pieces, every head reads the same vectors."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

TAG_HEADS = {"content": 3, "source": 3, "cue": 3, "whowhom": 7, "entities": 15}
SPAN_HEADS = {"pair": (4, 15), "factuality": (2, 4), "actor": (2, 1), "penta": (2, 5)}  # vectors read, numbers given
CLASSES = 16  # fifteen types and quiet


class Encoder(nn.Module):
    """MiniLM with heads. Vectors are 384 wide; span heads read the mean over the span's pieces, and that over the window."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(folder, attn_implementation="sdpa", add_pooling_layer=False)
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

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors of the word pieces, (batch, pieces, 384)."""
        return self.dropout(self.body(input_ids=ids, attention_mask=mask).last_hidden_state)

    def window(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Mean vector of each window."""
        weights = mask.unsqueeze(-1).to(vectors.dtype)
        return (vectors * weights).sum(1) / weights.sum(1)

    def span(self, name: str, vectors: Tensor, whole: Tensor, ranges: list[tuple[int, tuple[tuple[int, int], ...]]]) -> Tensor:
        """What span head ``name`` says of each (window, ranges)."""
        read = []
        for row, spans in ranges:
            means = [vectors[row, start:end].mean(0) for start, end in spans]
            if name == "pair":
                means.append(means[0] * means[1])
            read.append(torch.cat([*means, whole[row]]))
        return self.span_heads[name](torch.stack(read))
