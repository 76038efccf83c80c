using System;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>A failure that another try may mend. It never leaves the connection.</summary>
internal sealed class TransientException : Exception
{
    public TransientException(PrometheusException failure, TimeSpan? retryAfter = null)
    {
        Failure = failure;
        RetryAfter = retryAfter;
    }

    /// <summary>What the caller gets when no try is left.</summary>
    public PrometheusException Failure { get; }

    /// <summary>How long the server asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; }
}
