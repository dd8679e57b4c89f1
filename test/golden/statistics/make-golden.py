"""Golden values for src-main/statistics, from SciPy and statsmodels. Not needed to run the tests.

    python -m venv venv && venv/bin/pip install scipy statsmodels
    venv/bin/python make-golden.py > golden.json
"""
import json
import sys

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20240501)


def distributions():
    t = [0.0, 1e-6, 0.1, 0.5, 1, 2, 3.434, 5, 10, 30, 100]
    df = [1, 2, 3, 4, 9, 30, 100, 1000]
    return {
        "student_two_sided": [[x, d, 2 * stats.t.sf(x, d)] for x in t for d in df],
        "student_critical": [[c, d, stats.t.ppf((1 + c) / 2, d)] for c in [0.5, 0.8, 0.9, 0.95, 0.99, 0.999] for d in df],
        "normal_cdf": [[z, stats.norm.cdf(z)] for z in np.linspace(-8, 8, 65).tolist()],
        "normal_quantile": [[p, stats.norm.ppf(p)] for p in [1e-8, 1e-5, 0.001, 0.025, 0.2, 0.5, 0.7, 0.975, 0.995, 0.99999]],
        "fair_binomial": [[k, n, stats.binom.cdf(k, n, 0.5)] for n in [1, 5, 10, 40, 300, 2000]
                          for k in sorted({0, n // 4, int(0.45 * n), n // 2, n})],
    }


def sign_flip(x):
    result = stats.permutation_test((x,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided")
    return result.pvalue


def paired(x):
    x = np.asarray(x)
    t = stats.ttest_1samp(x, 0)
    interval = t.confidence_interval(0.95)
    exact = stats.wilcoxon(x[x != 0], method=stats.PermutationMethod(n_resamples=np.inf), alternative="two-sided")
    return {
        "differences": x.tolist(),
        "mean": x.mean(),
        "sd": x.std(ddof=1),
        "interval": [interval.low, interval.high],
        "t": t.statistic,
        "t_p": t.pvalue,
        "sign_flip_p": sign_flip(x),
        "wilcoxon_p": exact.pvalue,
        "d_z": x.mean() / x.std(ddof=1),
    }


def samples():
    yield [0.012, 0.020, 0.007]
    yield [0.5, -0.25, 1.0, 0.75]
    yield [1.0, 1.0, -1.0, 2.0, 2.0, 3.0, -2.0]  # ties
    yield [0.0, 0.3, -0.1, 0.2, 0.0, 0.4, 0.3]  # zeros and ties
    for n in [2, 3, 5, 6, 8, 10, 12]:
        yield rng.normal(0.3, 1, n).round(6).tolist()


def bootstrap():
    clusters = rng.gamma(2.0, 1.0, (40, 1)) + rng.normal(0, 0.2, (40, 2))
    sizes = rng.integers(3, 12, 40)
    sums = clusters * sizes[:, None]

    def difference(index):
        index = index.astype(int)
        return sums[index, 1].sum() / sizes[index].sum() - sums[index, 0].sum() / sizes[index].sum()

    index = np.arange(40)
    intervals = {}
    for method in ["percentile", "BCa"]:
        result = stats.bootstrap((index,), difference, vectorized=False, n_resamples=100_000, method=method, rng=np.random.default_rng(1))
        intervals[method.lower()] = [result.confidence_interval.low, result.confidence_interval.high]
    return {
        "sizes": sizes.tolist(), "baseline": sums[:, 0].tolist(), "candidate": sums[:, 1].tolist(),
        "difference": difference(index), "standard_error": result.standard_error, **intervals,
    }


def bca_from_replicates():
    """The textbook formula on given replicates, with scipy.stats.norm: free of Monte Carlo error."""
    replicates = np.sort(rng.gamma(3.0, 1.0, 400).round(4))
    jackknife = rng.gamma(3.0, 0.05, 25).round(6)
    estimate = 2.7001
    z0 = stats.norm.ppf(np.mean(replicates < estimate))
    u = jackknife.mean() - jackknife
    a = (u**3).sum() / (6 * (u**2).sum() ** 1.5)
    shares = [stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))) for z in stats.norm.ppf([0.025, 0.975])]
    return {"replicates": replicates.tolist(), "jackknife": jackknife.tolist(), "estimate": estimate,
            "interval": np.quantile(replicates, shares).tolist()}


def holm():
    for n in [1, 2, 4, 8, 9]:
        p = rng.uniform(0, 0.2, n).round(5)
        yield {"p": p.tolist(), "adjusted": multipletests(p, method="holm")[1].tolist()}


golden = {
    "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
    **distributions(),
    "paired": [paired(x) for x in samples()],
    "holm": list(holm()),
    "mcnemar": [[b, c, float(mcnemar([[10, b], [c, 10]], exact=True).pvalue)] for b, c in [(0, 1), (3, 9), (9, 3), (5, 5), (12, 30), (100, 140), (400, 460)]],
    "wilson": [[k, n, *map(float, proportion_confint(k, n, method="wilson"))] for k, n in [(13, 40), (0, 10), (10, 10), (1, 3), (500, 1000)]],
    "bootstrap": bootstrap(),
    "bca_from_replicates": bca_from_replicates(),
}
print(json.dumps(golden, indent=1, default=float))
