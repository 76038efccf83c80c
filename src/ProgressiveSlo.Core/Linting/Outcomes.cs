using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Linting;

/// <summary>Label conditions on how a request ended.</summary>
internal static class Outcomes
{
    private static readonly HashSet<string> _codes =
    [
        "code",
        "status",
        "status_code",
        "http_status",
        "http_status_code",
        "http_response_status_code",
        "response_code",
        "statusCode",
    ];

    private static readonly HashSet<string> _isGood = ["success", "successful", "succeeded", "ok", "is_success"];
    private static readonly HashSet<string> _isBad = ["error", "failed", "failure", "is_error", "has_error"];
    private static readonly HashSet<string> _words = ["result", "outcome", "status", "state", "response_status", "request_status"];
    private static readonly HashSet<string> _others =
    [
        "grpc_code",
        "exception",
        "reason",
        "error_type",
        "severity",
        "class",
        "response_flags",
    ];
    private static readonly HashSet<string> _outcomeWords = ["status", "result", "outcome", "error", "success"];
    private static readonly HashSet<string> _answers = ["response", "http", "grpc", "rpc", "exit", "return", "reply"];
    private static readonly string[] _goodWords = ["success", "ok", "succeeded", "successful", "good", "SUCCESS", "OK", "Success"];
    private static readonly string[] _badWords = ["error", "failure", "failed", "fail", "bad", "ERROR", "FAILURE", "Error", "Failed"];

    /// <summary>The conditions of a selector on the status of an HTTP answer.</summary>
    public static IEnumerable<LabelMatcher> StatusCodes(SelectorUse use) =>
        SelectorPair.Conditions(use).Where(m => _codes.Contains(m.Label));

    /// <summary>Whether a label holds the status of an HTTP answer, by its name.</summary>
    public static bool IsStatusCode(string label) => _codes.Contains(label);

    // rpc_grpc_status_code, envoy_response_code_class, error_code: exporters put words of their own around them.
    private static bool IsNamedAfterOutcome(string label)
    {
        var words = label.Split('_');
        return words.Any(_outcomeWords.Contains) || (words.Contains("code") && words.Any(_answers.Contains));
    }

    /// <summary>Whether a condition is on how a request ended.</summary>
    public static bool IsOutcome(LabelMatcher matcher) =>
        _codes.Contains(matcher.Label)
        || _isGood.Contains(matcher.Label)
        || _isBad.Contains(matcher.Label)
        || _words.Contains(matcher.Label)
        || _others.Contains(matcher.Label)
        || IsNamedAfterOutcome(matcher.Label);

    /// <summary>Whether a condition selects good events alone (true), bad ones alone (false), or neither (null).</summary>
    public static bool? Selects(LabelMatcher matcher)
    {
        if (_codes.Contains(matcher.Label) && Only(matcher, ["200"], ["500"]) is { } byCode)
            return byCode;
        if (_isGood.Contains(matcher.Label))
            return Only(matcher, ["true", "1"], ["false", "0"]);
        if (_isBad.Contains(matcher.Label))
            return Only(matcher, ["false", "0"], ["true", "1"]);
        if (_words.Contains(matcher.Label))
            return Only(matcher, _goodWords, _badWords);
        return matcher.Label == "grpc_code" ? Only(matcher, ["OK"], ["Internal", "Unknown", "Unavailable"]) : null;
    }

    private static bool? Only(LabelMatcher matcher, string[] good, string[] bad)
    {
        var hasGood = good.Any(v => LabelMatching.Matches(matcher, v) == true);
        var hasBad = bad.Any(v => LabelMatching.Matches(matcher, v) == true);
        return hasGood == hasBad ? null : hasGood;
    }
}
