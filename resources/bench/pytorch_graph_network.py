"""The packed graph network of `assay bench`, written by hand in dense PyTorch: the same function as the family's
`src-main/engine/families/hetero-gnn/packing/packed-graph.ts`, variant base."""

import math

import torch
import torch.nn.functional as F
from torch import nn

GLOBAL = ["venue", "batting", "bowling"]
STATE = ["score", "chase", "phase", "time", "wicket"]
ACTOR = ["striker", "striker_state", "partner", "partner_state", "bowler", "bowler_state", "partnership"]
DYNAMICS = ["batter_momentum", "bowler_momentum", "pressure", "dot_pressure"]
CONTEXT = GLOBAL + STATE + ACTOR + DYNAMICS
FEATURES = STATE + ["striker_state", "partner_state", "bowler_state", "partnership"] + DYNAMICS
DENSE = {"faced": "striker", "partnered": "partner", "bowled": "bowler", "attends": "query"}
BALL = ["recent", "medium", "same_bowler", "same_batter", "same_over"]
SAME_LEVEL = [("venue", "batting"), ("venue", "bowling"), ("batting", "bowling")]
SAME_LEVEL += [("score", other) for other in ("chase", "phase", "time", "wicket")]
SAME_LEVEL += [("chase", "time"), ("phase", "time"), ("time", "wicket")]
SAME_LEVEL += [("batter_momentum", "bowler_momentum"), ("batter_momentum", "pressure")]
SAME_LEVEL += [("bowler_momentum", "pressure"), ("pressure", "dot_pressure")]
ACTORS = [("striker", "striker_state"), ("partner", "partner_state"), ("bowler", "bowler_state")]
ACTORS += [("striker", "bowler"), ("partner", "bowler"), ("striker", "partner")]
ACTORS += [(node, "partnership") for node in ("striker_state", "partner_state", "bowler_state", "striker", "partner")]


def sources():
    """Sources of each target, in order."""
    every = lambda starts, ends: [(start, end) for start in starts for end in ends]
    both_ways = [edge for a, b in SAME_LEVEL + ACTORS for edge in ((a, b), (b, a))]
    edges = every(GLOBAL, STATE) + every(STATE, ACTOR) + every(ACTOR, DYNAMICS) + both_ways
    edges += every(CONTEXT, ["query"]) + every(DYNAMICS, ["query"])
    return {node: [start for start, end in edges if end == node] for node in CONTEXT + ["query"]}


SOURCES = sources()


DROPOUT = 0.1
VENUES, TEAMS, PLAYERS, ROLES = 325, 107, 4202, 9


class Encoder(nn.Sequential):
    def __init__(self, inputs, width):
        dropout = nn.Dropout(DROPOUT)
        super().__init__(nn.Linear(inputs, width), nn.LayerNorm(width), nn.GELU(), dropout, nn.Linear(width, width))


class Attention(nn.Module):
    """The parameters of a GATv2 relation."""

    def __init__(self, width):
        super().__init__()
        self.source, self.target = nn.Linear(width, width), nn.Linear(width, width)
        self.vector, self.bias = nn.Parameter(torch.randn(width) * 0.2), nn.Parameter(torch.zeros(width))


class BallRelation(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.edge = nn.Parameter(torch.randn(width))


class Layer(nn.Module):
    def __init__(self, width, is_last):
        super().__init__()
        self.targets = ["query"] if is_last else CONTEXT + ["query"]
        self.context = nn.ModuleDict({t: nn.Linear(width * len(SOURCES[t]), width) for t in self.targets})
        self.norms = nn.ModuleDict({t: nn.LayerNorm(width) for t in self.targets})
        self.dense = nn.ModuleDict({r: Attention(width) for r, t in DENSE.items() if t in self.targets})
        self.is_last = is_last
        if not is_last:
            self.window = nn.ModuleDict({t: Attention(width) for t in DYNAMICS})
            self.balls = nn.ModuleDict({r: BallRelation(width) for r in BALL})
            self.skip, self.distant = nn.Linear(width, width), nn.Linear(width, width)
            self.matchup, self.ball_norm = Attention(width), nn.LayerNorm(width)


class GraphNetwork(nn.Module):
    def __init__(self, innings=2, balls=128, width=128, heads=4, layers=3, window=12, matchups=512):
        super().__init__()
        self.sizes = (innings, balls, width, heads)
        self.window, self.matchups = window, matchups
        self.venues, self.teams = nn.Embedding(VENUES, 32), nn.Embedding(TEAMS, 32)
        self.players, self.ball_bowlers, self.ball_strikers = (nn.Embedding(PLAYERS, 64) for _ in range(3))
        self.fallback_teams, self.fallback_roles = nn.Embedding(TEAMS, 16), nn.Embedding(ROLES, 16)
        self.fallback = Encoder(32, width)
        self.venue, self.team, self.player = Encoder(32, width), Encoder(32, width), Encoder(64, width)
        count = len(FEATURES)
        self.features0 = nn.Parameter(torch.randn(count, 8, width) * 0.3)
        self.features1 = nn.Parameter(torch.randn(count, width, width) * 0.05)
        self.feature_biases = nn.ParameterList(torch.zeros(count, 1, width) for _ in range(2))
        self.feature_scales = nn.ParameterList(torch.ones(count, 1, width) for _ in range(2))
        self.feature_offsets = nn.ParameterList(torch.zeros(count, 1, width) for _ in range(2))
        self.ball, self.ball_norm = Encoder(18 + 128, width), nn.LayerNorm(width)
        self.query = nn.Parameter(torch.randn(1, width) * 0.02)
        self.layers = nn.ModuleList(Layer(width, index == layers - 1) for index in range(layers))
        self.head = nn.Sequential(
            nn.Linear(width, width), nn.LayerNorm(width), nn.GELU(), nn.Dropout(DROPOUT),
            nn.Linear(width, width // 2), nn.LayerNorm(width // 2), nn.GELU(), nn.Dropout(DROPOUT),
            nn.Linear(width // 2, 7),
        )  # fmt: skip
        head_of = torch.arange(width)[:, None] // (width // heads)
        self.register_buffer("membership", (head_of == torch.arange(heads)[None]).float())
        self.batch = [self.made_up_batch()]

    def made_up_batch(self):
        innings, balls, width, heads = self.sizes
        samples = innings * balls
        index = lambda rows, count=samples: torch.randint(0, rows, (count,))
        at = torch.arange(balls)
        earlier_or_same, earlier, back = at[None] <= at[:, None], at[None] < at[:, None], at[:, None] - at[None]
        allowed = lambda condition: torch.where(condition, 0.0, -1e9)
        batch = {"venue": index(VENUES, innings), "y": index(7)}
        batch |= {name: index(TEAMS, innings) for name in ("batting", "bowling")}
        batch |= {name: index(PLAYERS) for name in ("striker", "partner", "bowler")}
        batch |= {"player_teams": index(TEAMS, 3 * samples), "player_roles": index(ROLES, 3 * samples)}
        batch["features"] = torch.randn(len(FEATURES), samples, 8)
        batch["ball"] = (torch.rand(samples, 18) < 0.2).float()
        batch["valid"] = (torch.arange(samples) % balls > 0).float()
        for name in BALL:
            batch[f"mask_{name}"] = allowed(earlier_or_same & (torch.rand(innings, 1, balls, balls) < 0.15))
            batch[f"feature_{name}"] = torch.rand(innings, 1, balls, balls)
        distant = ((back > 24) & (back % 6 == 0)).float() * 6 / balls
        batch["distant"] = distant.expand(innings, balls, balls).contiguous()
        for name in DENSE:
            chosen = torch.rand(innings, balls, balls) < (1 if name == "attends" else 0.3)
            batch[f"mask_{name}"] = allowed(earlier & chosen)[..., None]
        sample, step = torch.arange(samples)[:, None], torch.arange(self.window)[None] + 1
        batch["window"] = torch.maximum(sample - sample % balls, sample - step)
        batch["mask_window"] = allowed(sample % balls - step >= 0)[..., None]
        first = torch.arange(innings * self.matchups) // self.matchups * balls
        batch["matchup_source"] = first + index(balls // 2, len(first))
        batch["matchup_target"] = first + balls // 2 + index(balls // 2, len(first))
        return batch

    def split_heads(self, x):
        innings, balls, width, heads = self.sizes
        return x.view(innings, balls, heads, width // heads).transpose(1, 2)

    def join_heads(self, x):
        return x.transpose(1, 2).reshape(-1, self.sizes[2])

    def scores(self, joint, attention):
        """Scores of all heads by one matrix product."""
        return F.leaky_relu(joint, 0.2) @ (attention.vector[:, None] * self.membership)

    def feature_nodes(self, features):
        width = self.sizes[2]
        norm = lambda x, i: F.layer_norm(x, (width,)) * self.feature_scales[i] + self.feature_offsets[i]
        first = F.gelu(norm(torch.baddbmm(self.feature_biases[0], features, self.features0), 0))
        first = F.dropout(first, DROPOUT)
        second = norm(torch.baddbmm(self.feature_biases[1], first, self.features1), 1)
        return dict(zip(FEATURES, second.unbind(0)))

    def context_nodes(self, batch):
        nodes = self.feature_nodes(batch["features"])
        every_moment = lambda x: x.repeat_interleave(self.sizes[1], 0)
        nodes["venue"] = every_moment(self.venue(self.venues(batch["venue"])))
        teams = self.team(self.teams(torch.cat([batch["batting"], batch["bowling"]])))
        nodes["batting"], nodes["bowling"] = (every_moment(part) for part in teams.chunk(2))
        ids = torch.cat([batch["striker"], batch["partner"], batch["bowler"]])
        unknown = [self.fallback_teams(batch["player_teams"]), self.fallback_roles(batch["player_roles"])]
        known, fallback = self.player(self.players(ids)), self.fallback(torch.cat(unknown, 1))
        players = torch.where((ids > 0)[:, None], known, fallback)
        nodes["striker"], nodes["partner"], nodes["bowler"] = players.chunk(3)
        nodes["query"] = self.query.expand(len(batch["ball"]), -1)
        return nodes

    def dense_message(self, attention, mask, target, ball):
        innings, balls, width, _ = self.sizes
        source = attention.source(ball)
        own = attention.target(target).view(innings, balls, 1, width)
        scores = self.scores(source.view(innings, 1, balls, width) + own, attention) + mask
        weights = F.dropout(torch.softmax(scores.permute(0, 3, 1, 2), -1), DROPOUT)
        not_empty = (mask.amax((2, 3)) == 0).float().view(-1, 1)
        return self.join_heads(weights @ self.split_heads(source)) * not_empty + attention.bias

    def window_message(self, attention, batch, target, ball):
        _, _, width, heads = self.sizes
        source = attention.source(ball)[batch["window"]]
        scores = self.scores(source + attention.target(target)[:, None], attention) + batch["mask_window"]
        weights = F.dropout(torch.softmax(scores.transpose(1, 2), -1), DROPOUT)[:, :, None]
        values = source.view(-1, self.window, heads, width // heads).transpose(1, 2)
        not_empty = (batch["mask_window"].amax((1, 2)) == 0).float()[:, None]
        return (weights @ values).reshape(-1, width) * not_empty + attention.bias

    def ball_message(self, relation, mask, feature, ball):
        _, _, width, heads = self.sizes
        query, key, value = (self.split_heads(part(ball)) for part in (relation.query, relation.key, relation.value))
        edge = relation.edge.view(1, heads, 1, -1)
        logits = query @ key.transpose(-1, -2) + (query * edge).sum(-1, keepdim=True) * feature
        weights = F.dropout(torch.softmax(logits / math.sqrt(width // heads) + mask, -1), DROPOUT)
        not_empty = (mask.amax(-1, keepdim=True) == 0).float()
        return self.join_heads((weights @ value + (weights * feature).sum(-1, keepdim=True) * edge) * not_empty)

    def matchup_message(self, attention, batch, ball):
        _, _, width, heads = self.sizes
        start, end = batch["matchup_source"], batch["matchup_target"]
        source = attention.source(ball)[start]
        scores = self.scores(source + attention.target(ball)[end], attention)
        weights = torch.exp(scores.clamp(-30, 30))
        total = torch.zeros(len(ball), heads).index_add(0, end, weights) + 1e-9
        weights = F.dropout(weights / total[end], DROPOUT)
        messages = source.view(-1, heads, width // heads) * weights[..., None]
        return torch.zeros(len(ball), width).index_add(0, end, messages.reshape(-1, width)) + attention.bias

    def updated_balls(self, layer, batch, ball):
        innings, balls, width, _ = self.sizes
        distant = (batch["distant"] @ ball.view(innings, balls, width)).view(-1, width)
        message = layer.skip(ball) + layer.distant(distant) + self.matchup_message(layer.matchup, batch, ball)
        for name, relation in layer.balls.items():
            message = message + self.ball_message(relation, batch[f"mask_{name}"], batch[f"feature_{name}"], ball)
        return F.dropout(layer.ball_norm(message + ball), DROPOUT)

    def updated_context(self, layer, batch, nodes, ball):
        updated = {}
        for target in layer.targets:
            message = layer.context[target](torch.cat([nodes[source] for source in SOURCES[target]], 1))
            for name, attention in layer.dense.items():
                if DENSE[name] == target:
                    message = message + self.dense_message(attention, batch[f"mask_{name}"], nodes[target], ball)
            if not layer.is_last and target in DYNAMICS:
                message = message + self.window_message(layer.window[target], batch, nodes[target], ball)
            updated[target] = F.dropout(layer.norms[target](message + nodes[target]), DROPOUT)
        return updated

    def forward(self, batch):
        nodes = self.context_nodes(batch)
        tables = [self.ball_bowlers(batch["bowler"]), self.ball_strikers(batch["striker"])]
        ball = self.ball_norm(self.ball(torch.cat([batch["ball"], *tables], 1)))
        for layer in self.layers:
            updated = self.updated_context(layer, batch, nodes, ball)
            if not layer.is_last:
                ball = self.updated_balls(layer, batch, ball)
            nodes = nodes | updated
        log_true = -F.cross_entropy(self.head(nodes["query"]), batch["y"], reduction="none")
        focal = (1 - log_true.exp()) ** 2 * -log_true
        return (focal * batch["valid"]).sum() / batch["valid"].sum()
