using System.Threading.Tasks;
using Polly;
using Polly.Retry;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>When a request is tried again, and after which wait.</summary>
internal static class RetryPipeline
{
    /// <summary>Exponential waits with jitter, or what the server asks for; both capped.</summary>
    /// <param name="options">How often and how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="waiting">Called before a wait that the server asked for, with its length and why.</param>
    public static ResiliencePipeline Create(PrometheusOptions options, TimeProvider time, Action<TimeSpan, PrometheusException> waiting)
    {
        if (options.MaxRetries <= 0)
            return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<TransientException>(),
                    MaxRetryAttempts = options.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.RetryDelay,
                    MaxDelay = options.MaxRetryDelay,
                    OnRetry = arguments =>
                    {
                        if (arguments.Outcome.Exception is TransientException { RetryAfter: not null } failure)
                            waiting(arguments.RetryDelay, failure.Failure);
                        return default;
                    },
                    DelayGenerator = arguments => new ValueTask<TimeSpan?>(
                        RequestedDelay(arguments.Outcome.Exception, options.MaxRetryDelay)
                    ),
                }
            )
            .Build();
    }

    // A wait of null leaves it to the backoff.
    private static TimeSpan? RequestedDelay(Exception? failure, TimeSpan longest) =>
        failure is TransientException { RetryAfter: { } asked }
            ? asked < TimeSpan.Zero
                ? TimeSpan.Zero
                : asked > longest
                    ? longest
                    : asked
            : null;
}

/// <summary>A failure that another try may fix. It never leaves the connection.</summary>
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
