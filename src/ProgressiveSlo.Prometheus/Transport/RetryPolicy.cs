using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>When a request is tried again, and after which wait: what the server asks for, or a wait that doubles; both capped.</summary>
internal sealed class RetryPolicy
{
    private readonly PrometheusOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly Action<TimeSpan, PrometheusException> _waiting;

    /// <summary>Makes the policy of a connection.</summary>
    /// <param name="options">How often, and the waits.</param>
    /// <param name="time">Waits.</param>
    /// <param name="random">A number from 0 up to 1, another one with each call; called on any thread.</param>
    /// <param name="waiting">Called before a wait that the server asked for, with its length and why; on any thread.</param>
    public RetryPolicy(PrometheusOptions options, TimeProvider time, Func<double> random, Action<TimeSpan, PrometheusException> waiting)
    {
        _options = options;
        _time = time;
        _random = random;
        _waiting = waiting;
    }

    /// <summary>Tries until there is a result, a failure that another try cannot fix, or no try left.</summary>
    /// <exception cref="PrometheusException">No try is left, or the failure was final.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, also during a wait.</exception>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken token)
    {
        for (var retries = 0; ; retries++)
        {
            TimeSpan wait;
            try
            {
                return await attempt(token).ConfigureAwait(false);
            }
            catch (TransientException e)
            {
                token.ThrowIfCancellationRequested();
                if (retries >= _options.MaxRetries)
                    throw e.Failure;
                wait = Shorter(e.RetryAfter ?? Backoff(retries), _options.MaxRetryDelay);
                if (e.RetryAfter is not null && wait > TimeSpan.Zero)
                    _waiting(wait, e.Failure);
            }

            if (wait > TimeSpan.Zero)
                await _time.Delay(wait, token).ConfigureAwait(false);
        }
    }

    // From half of the wait up to all of it: requests that failed together do not come back together, and each wait is longer than the one
    // before it.
    private TimeSpan Backoff(int retries)
    {
        var longest = Math.Min(_options.RetryDelay.TotalSeconds * Math.Pow(2, retries), _options.MaxRetryDelay.TotalSeconds);
        return TimeSpan.FromSeconds(longest * (0.5 + _random() / 2));
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
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

    /// <summary>How long the server asks to wait, or null. Negative for a time that is over.</summary>
    public TimeSpan? RetryAfter { get; }
}
