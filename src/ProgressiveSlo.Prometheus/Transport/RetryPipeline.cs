using System;
using System.Threading.Tasks;
using Polly;
using Polly.Retry;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>When a request is tried again, and after which wait.</summary>
internal static class RetryPipeline
{
    /// <summary>Exponential waits with jitter, or what the server asks for; both capped.</summary>
    public static ResiliencePipeline Make(PrometheusOptions options, TimeProvider time)
    {
        if (options.MaxRetries <= 0)
            return ResiliencePipeline.Empty;
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TransientException>(),
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(Asked(arguments.Outcome.Exception, options.MaxRetryDelay)),
            })
            .Build();
    }

    // A wait of null leaves it to the backoff.
    private static TimeSpan? Asked(Exception? failure, TimeSpan longest) =>
        failure is TransientException { RetryAfter: { } asked } ? asked < TimeSpan.Zero ? TimeSpan.Zero : asked > longest ? longest : asked : null;
}
