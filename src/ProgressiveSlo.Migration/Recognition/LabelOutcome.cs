using ProgressiveSlo.PromQL;

namespace ProgressiveSlo.Migration.Recognition;

/// <summary>What a label condition says about the events that it chooses: <c>code=~"5.."</c> chooses failures.</summary>
internal static class LabelOutcome
{
    private static readonly string[] WordLabels =
    [
        "result",
        "outcome",
        "status",
        "state",
        "response",
        "error",
        "err",
        "exception",
        "success",
        "successful",
        "ok",
        "failed",
        "failure",
        "reason",
        "type",
        "kind",
        "event",
        "phase",
        "rcode",
        "code",
        "flags",
        "cause",
        "class",
        "classification",
        "is",
    ];

    private static readonly HashSet<string> ServerCodes = new(StringComparer.Ordinal)
    {
        "unavailable",
        "internal",
        "unknown",
        "deadline",
        "data",
        "dataloss",
        "unimplemented",
        "resource",
        "aborted",
        "exceeded",
    };

    public static EventOutcome Read(LabelMatcher matcher)
    {
        var words = MetricNameWords.Split(matcher.Label);
        var outcome = Positive(matcher, words);
        return matcher.Operator[0] != '!'
            ? outcome
            : outcome switch
            {
                EventOutcome.Good => EventOutcome.Bad,
                EventOutcome.None => EventOutcome.None,
                _ => EventOutcome.Good,
            };
    }

    private static EventOutcome Positive(LabelMatcher matcher, List<string> label)
    {
        if (matcher.Label is "le" or "quantile" || label.Any(w => w is "level" or "severity" or "cache" or "mode"))
            return EventOutcome.None;
        var isErrorLabel = label.Any(w => MetricNameWords.IsBad(w) || w is "reason" or "cause");
        var isSuccessLabel = label.Any(MetricNameWords.IsGood);
        var value = matcher.Value;
        if (value.Length == 0)
            return label.Any(MetricNameWords.IsBad) ? EventOutcome.Good : EventOutcome.None;
        if (matcher.Operator is "=~" or "!~" && value is ".+" && label.Any(MetricNameWords.IsBad))
            return EventOutcome.Bad;

        var alternatives = RegexAlternatives.Split(value, matcher.Operator is "=~" or "!~");
        if (isSuccessLabel || label.Any(MetricNameWords.IsBad))
        {
            var isTrue = alternatives.All(a => a is "true" or "1" or "yes");
            if (isTrue || alternatives.All(a => a is "false" or "0" or "no"))
                return isTrue == isSuccessLabel ? EventOutcome.Good : EventOutcome.Bad;
            if (!isSuccessLabel && alternatives.All(a => a.ToLowerInvariant() is "none" or "nil" or "null"))
                return EventOutcome.Good;
        }

        if (label.Any(w => w is "code" or "status" or "statuscode" or "class" or "rc" or "httpcode" or "http" or "family"))
        {
            var isGrpc = label.Contains("grpc");
            var classes = StatusClasses(alternatives, isGrpc || label.Contains("exit"));
            if (classes != EventOutcome.None)
                return classes;
        }

        return label.Any(w => Array.IndexOf(WordLabels, w) >= 0) || isErrorLabel ? ReadWords(alternatives, label) : EventOutcome.None;
    }

    private static EventOutcome ReadWords(IReadOnlyList<string> alternatives, List<string> label)
    {
        var isCode = label.Any(w => w is "code" or "grpc" or "status");
        var bad = 0;
        var good = 0;
        foreach (var alternative in alternatives)
        {
            var words = MetricNameWords.Split(alternative);
            var outcome = MetricNameWords.FindOutcome(words);
            if (outcome == EventOutcome.None && isCode && words.Any(ServerCodes.Contains))
                outcome = EventOutcome.Bad;
            bad += outcome is EventOutcome.Bad ? 1 : 0;
            good += outcome is EventOutcome.Good ? 1 : 0;
        }

        // Codes of gRPC stand for failures unless OK is among them; the others in a list with OK are the client's.
        if (label.Contains("grpc") || isCode)
            return good > 0 && (bad == 0 || label.Contains("grpc")) ? EventOutcome.Good
                : bad > 0 && good == 0 ? EventOutcome.Bad
                : EventOutcome.None;
        return bad == alternatives.Count ? EventOutcome.Bad
            : good == alternatives.Count ? EventOutcome.Good
            : EventOutcome.None;
    }

    private static EventOutcome StatusClasses(IReadOnlyList<string> alternatives, bool zeroIsGood)
    {
        var isGood = false;
        var isBad = false;
        var isClient = false;
        foreach (var alternative in alternatives)
        {
            if (zeroIsGood && int.TryParse(alternative, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                isGood |= code == 0;
                isBad |= code != 0;
                continue;
            }

            if (zeroIsGood && alternative.StartsWith("[1-9]", StringComparison.Ordinal))
            {
                isBad = true;
                continue;
            }

            foreach (var c in Leading(alternative))
            {
                isGood |= c is '1' or '2' or '3';
                isClient |= c == '4';
                isBad |= c is '5' or '0';
                if (c is < '0' or > '5')
                    return EventOutcome.None;
            }

            if (Leading(alternative).Length == 0)
                return EventOutcome.None;
        }

        return (isGood, isBad, isClient) switch
        {
            (true, false, _) => EventOutcome.Good,
            (false, true, _) => EventOutcome.Bad,
            (false, false, true) => EventOutcome.BadByClient,
            _ => EventOutcome.None,
        };
    }

    // The first digits that a pattern of a status allows: "5" of 5.., "45" of [45].., "1234" of [1-4]...
    private static string Leading(string pattern)
    {
        if (pattern.Length == 0)
            return "";
        if (pattern[0] is >= '0' and <= '9')
            return pattern.Skip(1).All(c => char.IsDigit(c) || ".xXd\\[]-*+{}?,$".IndexOf(c) >= 0) ? pattern.Substring(0, 1) : "";
        var end = pattern.IndexOf(']');
        if (pattern[0] != '[' || end < 2 || pattern[1] == '^')
            return "";
        var inside = pattern.Substring(1, end - 1);
        if (inside.Length == 3 && inside[1] == '-' && inside[0] <= inside[2])
            return new string([.. Enumerable.Range(inside[0], inside[2] - inside[0] + 1).Select(c => (char)c)]);
        return inside.All(c => c is >= '0' and <= '9') ? inside : "";
    }
}
