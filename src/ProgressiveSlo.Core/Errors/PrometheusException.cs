using ProgressiveSlo.Text;

namespace ProgressiveSlo.Errors;

/// <summary>
/// A Prometheus does not answer a query. The message names the address without its query, what happened and the fix. There is
/// no inner exception: that of a transport may carry what must not be shown.
/// </summary>
public sealed class PrometheusException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">What kept the server from answering.</param>
    /// <param name="problem">What happened, one sentence without its full stop and without secrets.</param>
    /// <param name="fix">What to do, one sentence without its full stop.</param>
    public PrometheusException(PrometheusErrorKind kind, string problem, string fix)
        : base(PrintableText.Escape($"{problem}. {fix}."))
    {
        Kind = kind;
        Problem = PrintableText.Escape(problem);
        Fix = fix;
    }

    /// <summary>What kept the server from answering.</summary>
    public PrometheusErrorKind Kind { get; }

    /// <summary>What happened, one sentence without its full stop.</summary>
    public string Problem { get; }

    /// <summary>What to do, one sentence without its full stop.</summary>
    public string Fix { get; }

    /// <summary>The server's own word for the error, such as <c>bad_data</c> or <c>execution</c>; null when it gave none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public int? StatusCode { get; init; }
}

/// <summary>What kept a Prometheus from answering.</summary>
public enum PrometheusErrorKind
{
    /// <summary>No connection, or one that broke off.</summary>
    Unreachable,

    /// <summary>No whole answer in the time allowed, or the server gave the query up.</summary>
    Timeout,

    /// <summary>The server refuses the query, or cannot execute it; or there is no such API at the address.</summary>
    BadRequest,

    /// <summary>Credentials are missing, wrong, or not sufficient.</summary>
    Unauthorized,

    /// <summary>The answer is larger than allowed.</summary>
    TooLarge,

    /// <summary>The answer is not one of the Prometheus API.</summary>
    Malformed,

    /// <summary>Too many requests, also after waiting.</summary>
    RateLimited,

    /// <summary>The server failed.</summary>
    ServerError,

    /// <summary>The server points to another address.</summary>
    Redirect,
}
