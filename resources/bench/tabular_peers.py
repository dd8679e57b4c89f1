"""The fits of `assay bench tabular` in XGBoost and scikit-learn, on one thread, written as their users write them.

Speaks JSON lines (src-preload/contract/bench-tabular.ts): the first line names the model and the file with the rows; every
further line has a seed and is answered with one fit. The process ends with stdin. Settings are those of
BOOSTED_TREES_DEFAULTS and RANDOM_FOREST_DEFAULTS.
"""

import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402


def create_model(kind, seed):
    if kind == "trees":
        from xgboost import XGBRegressor

        return XGBRegressor(
            n_estimators=250,
            max_depth=4,
            learning_rate=0.08,
            subsample=0.8,
            colsample_bytree=0.7,
            reg_lambda=1,
            tree_method="hist",
            n_jobs=1,
            random_state=seed,
        )
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(
        n_estimators=200, max_depth=12, min_samples_leaf=5, max_features=1.0, n_jobs=1, random_state=seed
    )


def read_rows(task):
    """Returns training values [rows, columns], training target, test values, test target."""
    numbers = np.fromfile(task["file"], dtype="<f4")
    parts, start = [], 0
    for rows in (task["rows"], task["testRows"]):
        values = numbers[start : start + rows * task["columns"]].reshape(task["columns"], rows)
        start += rows * task["columns"]
        parts += [np.ascontiguousarray(values.T), numbers[start : start + rows].copy()]
        start += rows
    return parts


def fit_once(kind, seed, train, target, test, test_target):
    model = create_model(kind, seed)
    start, cpu = time.perf_counter(), time.process_time()
    model.fit(train, target)
    fit_ms, cpu_ms = (time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000
    error = model.predict(test).astype(np.float64) - test_target
    rmse = float(np.sqrt(np.mean(error**2)))
    return {"kind": "fit", "fitMs": fit_ms, "cpuMs": cpu_ms, "rootMeanSquaredError": rmse}


def reply(message):
    # Compact: the reader tells replies from other output by how a line begins.
    print(json.dumps(message, separators=(",", ":")), flush=True)


def main():
    task = json.loads(sys.stdin.readline())
    try:
        rows = read_rows(task)
        start = time.perf_counter()
        # Not counted: loads the library.
        fit_once(task["model"], 0, rows[0][:500], rows[1][:500], rows[2], rows[3])
        reply({"kind": "ready", "firstStepMs": (time.perf_counter() - start) * 1000})
        for line in sys.stdin:
            reply(fit_once(task["model"], json.loads(line)["seed"], *rows))
    except Exception as error:
        reply({"kind": "failed", "message": f"{type(error).__name__}: {error}"[:600]})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
