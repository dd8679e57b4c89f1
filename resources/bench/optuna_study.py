"""Best values of Optuna's TPE on the problems of `assay bench sweep`: one JSON line for each problem and seed.

Its argument is a file with {"problems": [{"name", "trials", "space"}], "seeds": n}. The problems are those of
src-main/services/bench/sweep-problems.ts, written a second time: who changes one changes the other.
"""

import json
import math
import sys
import time

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def shift(index):
    return 0.4 * math.sin(1.7 * index + 1)


def branin(x):
    a, b = x["x0"], x["x1"]
    curve = b - 5.1 / (4 * math.pi**2) * a * a + 5 / math.pi * a - 6
    return curve * curve + 10 * (1 - 1 / (8 * math.pi)) * math.cos(a) + 10


def rosenbrock(x):
    v = [x[f"x{i}"] for i in range(len(x))]
    return sum(100 * (v[i + 1] - v[i] ** 2) ** 2 + (1 - v[i]) ** 2 for i in range(len(v) - 1))


def ellipsoid(x):
    n = len(x)
    return sum(10 ** (2 * i / (n - 1)) * (x[f"x{i}"] - shift(i)) ** 2 for i in range(n))


def training(x):
    """Looks like a training: two rates on a log scale, widths, a count, two choices."""
    rate = math.log10(x["rate"]) + 3 - (0.5 if x["optimizer"] == "adam" else -0.5 if x["optimizer"] == "sgd" else 0)
    decay = math.log10(x["decay"]) + 4
    loss = 0.3 * rate * rate + 0.05 * decay * decay
    loss += 0.2 * (x["dropout"] - 0.2) ** 2 * 25 + 0.02 * abs(x["layers"] - 3)
    loss += 0.1 * (math.log2(x["width"]) - 7) ** 2 / 4 + {"relu": 0.1, "gelu": 0, "tanh": 0.3}[x["activation"]]
    loss += {"adam": 0, "adamw": 0.05, "sgd": 0.3}[x["optimizer"]]
    loss += 0.05 * (x["momentum"] - 0.9) ** 2 * 10 + 0.02 * abs(x["warmup"] - 0.1) * 10 + 0.1 * (x["smoothing"] - 0.05) ** 2 * 100
    return loss


def styblinski_tang(x):
    return sum(v**4 - 16 * v * v + 5 * v for v in x.values()) / (2 * len(x))


def ackley(x):
    n = len(x)
    v = [x[f"x{i}"] - 3 * shift(i) for i in range(n)]
    return (
        -20 * math.exp(-0.2 * math.sqrt(sum(value * value for value in v) / n))
        - math.exp(sum(math.cos(2 * math.pi * value) for value in v) / n)
        + 20
        + math.e
    )


FUNCTIONS = {
    "branin-2": branin,
    "rosenbrock-2": rosenbrock,
    "ellipsoid-10": ellipsoid,
    "training-10": training,
    "styblinski-tang-30": styblinski_tang,
    "ackley-30": ackley,
}


def suggest(trial, name, spec):
    if spec["kind"] == "categorical":
        return trial.suggest_categorical(name, spec["choices"])
    if spec["kind"] == "int":
        return trial.suggest_int(name, spec["low"], spec["high"], step=spec["step"], log=spec["log"])
    return trial.suggest_float(name, spec["low"], spec["high"], step=spec["step"], log=spec["log"])


def objective(problem):
    function = FUNCTIONS[problem["name"]]
    return lambda trial: function({name: suggest(trial, name, spec) for name, spec in problem["space"].items()})


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    if "points" in request:
        print(json.dumps([FUNCTIONS[point["name"]](point["parameters"]) for point in request["points"]]))
        return
    for problem in request["problems"]:
        for seed in range(request["seeds"]):
            sampler = optuna.samplers.TPESampler(seed=seed)
            study = optuna.create_study(sampler=sampler)
            start = time.perf_counter()
            study.optimize(objective(problem), n_trials=problem["trials"])
            elapsed = (time.perf_counter() - start) * 1000 / problem["trials"]
            line = {"problem": problem["name"], "seed": seed, "best": study.best_value, "msPerTrial": elapsed}
            print(json.dumps({**line, "version": optuna.__version__}), flush=True)


if __name__ == "__main__":
    main()
