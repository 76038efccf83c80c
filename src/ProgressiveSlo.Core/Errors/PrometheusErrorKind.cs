namespace ProgressiveSlo.Errors;

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
