"""The published way to run the graph network: PyTorch Geometric's heterogeneous convolution over disjoint unions.

One graph a sample, all 166 edge types, batches of 64 as in the published program. A step of the benchmark makes as many
updates as the samples of the packed step need, so both train on as many samples in a step.
"""

import torch
import torch.nn.functional as F
from torch import nn
from torch_geometric.data import Batch, HeteroData
from torch_geometric.nn import GATv2Conv, HeteroConv, SAGEConv, TransformerConv

WIDTH, HEADS, LAYERS, DROPOUT, BATCH = 128, 4, 3, 0.1, 64
VENUES, TEAMS, PLAYERS, ROLES = 325, 107, 4202, 9
GLOBAL = ["venue", "batting_team", "bowling_team"]
PLAYER = ["striker_identity", "nonstriker_identity", "bowler_identity"]
FEATURES = {
    "score_state": 5, "chase_state": 7, "phase_state": 6, "time_pressure": 3, "wicket_buffer": 2,
    "striker_state": 8, "nonstriker_state": 8, "bowler_state": 8, "partnership": 4,
    "batting_momentum": 1, "bowling_momentum": 1, "pressure_index": 1, "dot_pressure": 5,
}  # fmt: skip
STATE, DYNAMICS = list(FEATURES)[:5], list(FEATURES)[9:]
ACTOR = [name for pair in zip(PLAYER, ["striker_state", "nonstriker_state", "bowler_state"]) for name in pair]
ACTOR += ["partnership"]
CONTEXT = GLOBAL + STATE + ACTOR + DYNAMICS
WEIGHED = ["recent_precedes", "medium_precedes", "same_bowler", "same_batsman", "same_over"]


def single_edges():
    """The 151 edge types with one edge a sample."""
    pairs = [("score_state", other) for other in ("chase_state", "phase_state", "time_pressure", "wicket_buffer")]
    pairs += [("chase_state", "time_pressure"), ("phase_state", "time_pressure"), ("time_pressure", "wicket_buffer")]
    pairs += [("venue", "batting_team"), ("venue", "bowling_team"), ("batting_team", "bowling_team")]
    pairs += [("batting_momentum", "bowling_momentum"), ("batting_momentum", "pressure_index")]
    pairs += [("bowling_momentum", "pressure_index"), ("pressure_index", "dot_pressure")]
    players = [(f"{name}_identity", f"{name}_state") for name in ("striker", "nonstriker", "bowler")]
    players += [(PLAYER[0], PLAYER[2]), (PLAYER[1], PLAYER[2]), (PLAYER[0], PLAYER[1])]
    states = ["striker_state", "nonstriker_state", "bowler_state", PLAYER[0], PLAYER[1]]
    players += [(name, "partnership") for name in states]
    every = [(GLOBAL, STATE), (STATE, ACTOR), (ACTOR, DYNAMICS)]
    edges = [(start, "conditions", end) for starts, ends in every for start in starts for end in ends]
    both_ways = lambda name, found: [(x, name, y) for a, b in found for x, y in ((a, b), (b, a))]
    edges += both_ways("relates_to", pairs) + both_ways("matchup", players)
    return edges + [(node, "attends", "query") for node in CONTEXT] + [(node, "drives", "query") for node in DYNAMICS]


SINGLE = single_edges()
BETWEEN_BALLS = [("ball", name, "ball") for name in [*WEIGHED, "distant_precedes", "same_matchup"]]
FROM_BALLS = [("ball", "faced_by", PLAYER[0]), ("ball", "partnered_by", PLAYER[1]), ("ball", "bowled_by", PLAYER[2])]
FROM_BALLS += [("ball", "informs", node) for node in DYNAMICS] + [("ball", "attends", "query")]
EDGES = SINGLE + BETWEEN_BALLS + FROM_BALLS


def made_up_deliveries(length):
    """Who bats and bowls: batters come and swap ends, six bowlers change by the over."""
    person = lambda: int(torch.randint(1, PLAYERS, ()))
    bowlers, rows = [person() for _ in range(6)], []
    striker, partner = person(), person()
    for ball in range(length):
        rows.append((striker, partner, bowlers[ball // 6 % 6], ball // 6))
        chance = float(torch.rand(()))
        if chance < 0.057:
            striker = person()
        elif chance < 0.417:
            striker, partner = partner, striker
    return torch.tensor(rows)


def made_up_graph(deliveries, moment):
    """The sample of one delivery: its balls are those before it."""
    graph = HeteroData()
    past, (striker, partner, bowler, _) = deliveries[:moment], deliveries[moment].tolist()
    early, late = torch.triu_indices(moment, moment, 1)
    gap = late - early
    same = lambda column: past[early, column] == past[late, column]

    def between(name, chosen, feature=None, is_mutual=False):
        edges = torch.stack([early[chosen], late[chosen]])
        weights = None if feature is None else feature[chosen].float()[:, None]
        if is_mutual:
            edges, weights = torch.cat([edges, edges.flip(0)], 1), torch.cat([weights, weights])
        graph["ball", name, "ball"].edge_index = edges
        if weights is not None:
            graph["ball", name, "ball"].edge_attr = weights

    between("recent_precedes", gap <= 6, gap / 6)
    between("medium_precedes", (gap > 6) & (gap <= 24), (gap - 6) / 18)
    between("distant_precedes", (gap > 24) & (gap % 6 == 0))
    between("same_bowler", same(2), gap / 24, True)
    between("same_batsman", same(0), gap / 60, True)
    between("same_matchup", same(0) & same(2))
    between("same_over", same(3), (late % 6 / 5).clamp(max=1))
    balls = torch.arange(moment)
    chosen = {
        "faced_by": past[:, 0] == striker,
        "partnered_by": (past[:, 0] == partner) | (past[:, 1] == partner),
        "bowled_by": past[:, 2] == bowler,
        "informs": balls >= moment - 12,
        "attends": balls >= 0,
    }
    for start, name, end in FROM_BALLS:
        found = balls[chosen[name]]
        graph[start, name, end].edge_index = torch.stack([found, torch.zeros_like(found)])
    for edge in SINGLE:
        graph[edge].edge_index = torch.zeros(2, 1, dtype=torch.long)
    graph["ball"].x = (torch.rand(moment, 18) < 0.2).float()
    graph["ball"].batter, graph["ball"].bowler = past[:, 0].clone(), past[:, 2].clone()
    graph["venue"].x = torch.randint(1, VENUES, (1,))
    for name in GLOBAL[1:]:
        graph[name].x = torch.randint(1, TEAMS, (1,))
    for name, player in zip(PLAYER, (striker, partner, bowler)):
        graph[name].x = torch.tensor([player])
    for name, columns in FEATURES.items():
        graph[name].x = torch.rand(1, columns)
    graph["query"].x, graph.y = torch.zeros(1, 1), torch.randint(0, 7, (1,))
    return graph


def block(inputs, *after):
    return nn.Sequential(
        nn.Linear(inputs, WIDTH), nn.LayerNorm(WIDTH), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(WIDTH, WIDTH), *after
    )


class ReferenceGraphNetwork(nn.Module):
    """18,284,487 parameters, of which the published program's `base` never uses more than half."""

    def __init__(self, innings=2, balls=128):
        super().__init__()
        table = lambda rows, width: nn.Embedding(rows, width, padding_idx=0)
        self.venues, self.venue = table(VENUES, 32), block(32)
        self.teams, self.team = table(TEAMS, 32), block(32)
        self.players, self.known = table(PLAYERS, 64), block(64)
        self.fallback_teams, self.fallback_roles, self.unknown = table(TEAMS, 16), table(ROLES, 16), block(32)
        self.features = nn.ModuleDict(
            {name: block(columns, nn.LayerNorm(WIDTH)) for name, columns in FEATURES.items()}
        )
        self.bowlers, self.batters = table(PLAYERS, 64), table(PLAYERS, 64)
        self.ball = block(18 + 128, nn.LayerNorm(WIDTH))
        self.query = nn.Parameter(torch.randn(1, WIDTH) * 0.02)
        self.layers = nn.ModuleList(
            HeteroConv({edge: self.convolution(edge[1]) for edge in EDGES}, aggr="sum") for _ in range(LAYERS)
        )
        names = [*CONTEXT, "ball", "query"]
        self.norms = nn.ModuleList(nn.ModuleDict({n: nn.LayerNorm(WIDTH) for n in names}) for _ in range(LAYERS))
        half = WIDTH // 2
        self.head = nn.Sequential(
            nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH), nn.GELU(), nn.Dropout(DROPOUT),
            nn.Linear(WIDTH, half), nn.LayerNorm(half), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(half, 7),
        )  # fmt: skip
        played = [made_up_deliveries(balls) for _ in range(innings)]
        graphs = [made_up_graph(deliveries, moment) for deliveries in played for moment in range(1, balls)]
        order = torch.randperm(len(graphs)).tolist()
        self.batches = [
            Batch.from_data_list([graphs[at] for at in order[first : first + BATCH]])
            for first in range(0, len(graphs), BATCH)
        ]

    @staticmethod
    def convolution(relation):
        if relation in WEIGHED:
            return TransformerConv(WIDTH, WIDTH // HEADS, heads=HEADS, edge_dim=1, dropout=DROPOUT)
        if relation == "distant_precedes":
            return SAGEConv(WIDTH, WIDTH)
        return GATv2Conv(WIDTH, WIDTH // HEADS, heads=HEADS, add_self_loops=False, dropout=DROPOUT)

    def player(self, ids):
        nobody = torch.zeros_like(ids)
        fallback = self.unknown(torch.cat([self.fallback_teams(nobody), self.fallback_roles(nobody)], 1))
        return torch.where((ids > 0)[:, None], self.known(self.players(ids)), fallback)

    def forward(self, batch):
        nodes = {"venue": self.venue(self.venues(batch["venue"].x))}
        nodes |= {name: self.team(self.teams(batch[name].x)) for name in GLOBAL[1:]}
        nodes |= {name: self.player(batch[name].x) for name in PLAYER}
        nodes |= {name: self.features[name](batch[name].x) for name in FEATURES}
        tables = [self.bowlers(batch["ball"].bowler), self.batters(batch["ball"].batter)]
        nodes["ball"] = self.ball(torch.cat([batch["ball"].x, *tables], 1))
        nodes["query"] = self.query.expand(len(batch["query"].x), -1)
        weights = {edge: batch[edge].edge_attr for edge in BETWEEN_BALLS if edge[1] in WEIGHED}
        for layer, norms in zip(self.layers, self.norms):
            messages = layer(nodes, batch.edge_index_dict, weights)
            nodes = {n: F.dropout(norms[n](messages[n] + nodes[n]), DROPOUT, self.training) for n in nodes}
        log_true = -F.cross_entropy(self.head(nodes["query"]), batch.y, reduction="none")
        return ((1 - log_true.exp()) ** 2 * -log_true).mean()


MODELS = {
    "graph-network-2": ReferenceGraphNetwork,
    "graph-network-8": lambda: ReferenceGraphNetwork(innings=8),
}
