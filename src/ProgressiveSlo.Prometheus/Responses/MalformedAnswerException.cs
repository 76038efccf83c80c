using System;

namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>What is wrong with an answer; the reader adds whose it is and how it begins.</summary>
internal sealed class MalformedAnswerException : Exception
{
    public MalformedAnswerException(string message)
        : base(message)
    {
    }
}
