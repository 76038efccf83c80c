using System;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Errors;

/// <summary>
/// A Prometheus does not answer a query. The message names the address without its query, what happened and the mend. There is
/// no inner exception: that of a transport may carry what must not be shown.
/// </summary>
public sealed class PrometheusException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="kind">What kept the server from answering.</param>
    /// <param name="problem">What happened, one sentence without its full stop and without secrets.</param>
    /// <param name="mend">What to do, one sentence without its full stop.</param>
    public PrometheusException(PrometheusErrorKind kind, string problem, string mend)
        : base(PrintableText.Escape($"{problem}. {mend}."))
    {
        Kind = kind;
        Problem = PrintableText.Escape(problem);
        Mend = mend;
    }

    /// <summary>What kept the server from answering.</summary>
    public PrometheusErrorKind Kind { get; }

    /// <summary>What happened, one sentence without its full stop.</summary>
    public string Problem { get; }

    /// <summary>What to do, one sentence without its full stop.</summary>
    public string Mend { get; }

    /// <summary>The server's own word for the error, such as <c>bad_data</c> or <c>execution</c>; null when it gave none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The HTTP status, or null when there was no answer.</summary>
    public int? StatusCode { get; init; }
}
