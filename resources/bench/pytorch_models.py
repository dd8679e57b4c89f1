"""Workloads of `assay bench` in PyTorch. A model holds its made-up `batch`; calling it with the batch gives the loss."""

import math

import torch
import torch.nn.functional as F
from torch import nn
from pytorch_graph_network import GraphNetwork


class Mlp(nn.Module):
    def __init__(self, rows, widths=(17, 128, 64, 1)):
        super().__init__()
        layers = [part for a, b in zip(widths, widths[1:]) for part in (nn.Linear(a, b), nn.ReLU())]
        self.layers = nn.Sequential(*layers[:-1])
        self.batch = [torch.rand(rows, widths[0]) * 2 - 1, torch.rand(rows, widths[-1]) * 2 - 1]

    def forward(self, x, y):
        return F.mse_loss(self.layers(x), y)


class Ranker(nn.Module):
    """One list of teams; attention pooling with one query a team; ListMLE."""

    def __init__(self, teams=30, players=15, statistics=17, embeddings=500):
        super().__init__()
        self.embedding = nn.Embedding(embeddings + 1, 32)
        self.encoder = nn.ModuleList([nn.Linear(32 + statistics, 128), nn.Linear(128, 64)])
        self.query, self.key, self.value, self.output = (nn.Linear(64, 64) for _ in range(4))
        self.scorer = nn.Linear(64, 1)
        mask = (torch.rand(teams, players) < 0.9).float()
        mask[:, 0] = 1
        indices = torch.randint(0, embeddings, (teams, players))
        self.batch = [indices, torch.randn(teams, players, statistics), mask]

    def forward(self, indices, statistics, mask):
        teams, players = mask.shape
        hidden = torch.cat([self.embedding(indices) * mask[..., None], statistics], -1)
        for layer in self.encoder:
            hidden = F.dropout(F.relu(layer(hidden)), 0.2)
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        split = lambda x: x.view(teams, players, 4, 16).transpose(1, 2)
        logits = self.query(mean).view(teams, 4, 1, 16) @ split(self.key(hidden)).transpose(-1, -2) / 4
        blocked = ((mask - 1) * 1e9)[:, None, None, :]
        weights = F.dropout(torch.softmax(logits + blocked, -1), 0.2)
        pooled = self.output((weights @ split(self.value(hidden))).reshape(teams, 64))
        scores = self.scorer(pooled).view(teams)
        left = torch.logcumsumexp(torch.flip(scores, [0]), 0)
        return (torch.flip(left, [0]) - scores).sum()


class AttentionBlock(nn.Module):
    def __init__(self, batch=64, steps=15, width=128, heads=4):
        super().__init__()
        self.shape = (batch, steps, heads, width // heads)
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.norm, self.score = nn.LayerNorm(width), nn.Linear(width, 1)
        self.batch = [torch.randn(batch * steps, width), torch.randn(batch * steps, 1)]

    def forward(self, x, y):
        split = lambda layer: layer(x).view(self.shape).transpose(1, 2)
        mixed = F.scaled_dot_product_attention(split(self.query), split(self.key), split(self.value))
        attended = x + self.output(mixed.transpose(1, 2).reshape(x.shape))
        return F.mse_loss(self.score(self.norm(attended)), y)


class GraphAttention(nn.Module):
    """GATv2 over an edge list."""

    def __init__(self, nodes=960, edges=7680, width=128, heads=4):
        super().__init__()
        self.source, self.target = nn.Linear(width, width), nn.Linear(width, width)
        self.attention = nn.Parameter(torch.randn(heads, width // heads) * 0.2)
        ends = lambda: torch.randint(0, nodes, (edges,))
        self.batch = [torch.randn(nodes, width), torch.randn(nodes, width), ends(), ends()]

    def forward(self, x, y, source, target):
        (nodes, width), (heads, head_width) = x.shape, self.attention.shape
        start = self.source(x)[source].view(-1, heads, head_width)
        end = self.target(x)[target].view(-1, heads, head_width)
        scores = (F.leaky_relu(start + end, 0.2) * self.attention).sum(-1)
        weights = torch.exp(scores.clamp(-30, 30))
        total = torch.zeros(nodes, heads).index_add(0, target, weights) + 1e-9
        messages = (start * (weights / total[target])[..., None]).view(-1, width)
        return F.mse_loss(torch.zeros(nodes, width).index_add(0, target, messages), y)


class SequenceModel(nn.Module):
    """Two LSTM layers read 30 points; two write 40, from the true points (teacher) or from their own (free)."""

    def __init__(self, width=128, is_free=False, batch=64, steps_in=30, steps_out=40):
        super().__init__()
        self.is_free, self.width = is_free, width
        self.encoder = nn.LSTM(35, width, 2)
        if is_free:
            self.lower, self.upper = nn.LSTMCell(2, width), nn.LSTMCell(width, width)
        else:
            self.lower, self.upper = nn.LSTM(2, width), nn.LSTM(width, width)
        self.head = nn.Sequential(nn.Linear(width, 128), nn.ReLU(), nn.Linear(128, 2))
        points = lambda: torch.randn(steps_out, batch, 2)
        mask = (torch.rand(steps_out, batch, 1) < 0.8).float()
        self.batch = [torch.randn(steps_in, batch, 35), points(), points(), mask]

    def forward(self, x, previous, y, mask):
        _, (hidden, memory) = self.encoder(x)
        start = hidden[1:], memory[1:]
        predicted = self.decode_free(y.shape, start) if self.is_free else self.decode(previous, start)
        return (((predicted - y) ** 2) * mask).sum() / (2 * mask.sum()).clamp(min=1)

    def decode(self, previous, start):
        first, _ = self.lower(previous, start)
        second, _ = self.upper(first)
        return self.head(F.dropout(second, 0.2))

    def decode_free(self, shape, start):
        steps, batch, _ = shape
        first = start[0][0], start[1][0]
        second = torch.zeros(batch, self.width), torch.zeros(batch, self.width)
        point, points = torch.zeros(batch, 2), []
        for _ in range(steps):
            first = self.lower(point, first)
            second = self.upper(first[0], second)
            point = self.head(F.dropout(second[0], 0.2))
            points.append(point)
        return torch.stack(points)


class PpoUpdate(nn.Module):
    """Clipped policy, value and entropy over maps; channels, kernel, stride, padding of the three convolutions below."""

    ATTENTION = [(5, 32, 8, 4, 2), (32, 64, 4, 4, 0), (64, 128, 4, 2, 1)]
    FLATTEN = [(5, 32, 8, 4, 2), (32, 64, 4, 2, 1), (64, 64, 3, 1, 0)]

    def __init__(self, has_attention=True, positions=384):
        super().__init__()
        layers = self.ATTENTION if has_attention else self.FLATTEN
        self.has_attention = has_attention
        self.convolutions = nn.ModuleList(nn.Conv2d(*layer) for layer in layers)
        if has_attention:
            self.norms = nn.ModuleList(nn.BatchNorm2d(layer[1]) for layer in layers).eval()
            self.gates = nn.ModuleList(nn.Conv2d(layer[1], 1, 1) for layer in layers)
            self.query = nn.Linear(256, 128)
            self.key, self.value, self.attended = (nn.Linear(128, 128) for _ in range(3))
        self.map = nn.Linear(128, 256) if has_attention else nn.Linear(12544, 512)
        self.globals = nn.Sequential(nn.Linear(16, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU())
        self.fusion = nn.Linear(512 if has_attention else 640, 256)
        self.policy = nn.Sequential(nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 90))
        self.critic = nn.Sequential(nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 1))
        self.batch = self.made_up_batch(positions)

    @staticmethod
    def made_up_batch(positions):
        legal = (torch.rand(positions, 90) < 0.6).float()
        legal[:, 0] = 1
        action = torch.zeros(positions, 1).long()
        signed = lambda *shape: torch.rand(*shape) * 2 - 1
        old = -3 - torch.rand(positions)
        maps = torch.rand(positions, 5, 128, 128)
        return [maps, signed(positions, 16), legal, action, signed(positions), signed(positions), old]

    def map_features(self, x):
        for index, convolution in enumerate(self.convolutions):
            x = convolution(x)
            if self.has_attention:
                x = F.relu(self.norms[index](x))
                x = x * torch.sigmoid(self.gates[index](x))
            else:
                x = F.relu(x)
        return F.relu(self.map(x.mean((2, 3)) if self.has_attention else x.flatten(1)))

    def joined(self, maps, globals_):
        if not self.has_attention:
            return torch.cat([maps, globals_], 1)
        similarity = (self.query(maps) * self.key(globals_)).sum(1, keepdim=True) / math.sqrt(128)
        attended = self.attended(self.value(globals_) * torch.softmax(similarity, 1))
        return torch.cat([maps, globals_, attended], 1)

    def forward(self, maps, globals_, legal, action, advantage, returns, old):
        fused = F.relu(self.fusion(self.joined(self.map_features(maps), self.globals(globals_))))
        fused = F.dropout(fused, 0.1)
        log_probabilities = torch.log_softmax(self.policy(fused) + (legal - 1) * 1e8, 1)
        value = self.critic(fused)[:, 0]
        ratio = torch.exp(log_probabilities.gather(1, action)[:, 0] - old)
        policy = -torch.min(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage).mean()
        negative_entropy = (log_probabilities.exp() * log_probabilities * legal).sum(1).mean()
        return policy + 0.5 * F.mse_loss(value, returns) + 0.01 * negative_entropy


class SmallConvolution(nn.Module):
    def __init__(self, images=64, size=32):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, 3, 2, 1), nn.ReLU(), nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU(), nn.Flatten()
        )
        self.classifier = nn.Linear((size // 4) ** 2 * 32, 10)
        self.batch = [torch.rand(images, 3, size, size), torch.arange(images) % 10]

    def forward(self, images, classes):
        return F.cross_entropy(self.classifier(self.features(images)), classes)


MODELS = {
    "mlp-64": lambda: Mlp(64),
    "mlp-960": lambda: Mlp(960),
    "mlp-wide": lambda: Mlp(256, (64, 2048, 2048, 16)),
    "ranker": Ranker,
    "attention": AttentionBlock,
    "graph-attention": GraphAttention,
    "lstm-128": SequenceModel,
    "lstm-128-free": lambda: SequenceModel(is_free=True),
    "lstm-256": lambda: SequenceModel(width=256),
    "lstm-256-free": lambda: SequenceModel(width=256, is_free=True),
    "graph-network-2": GraphNetwork,
    "graph-network-8": lambda: GraphNetwork(innings=8),
    "ppo-attention": PpoUpdate,
    "ppo-flatten": lambda: PpoUpdate(has_attention=False),
    "convolution": SmallConvolution,
}
