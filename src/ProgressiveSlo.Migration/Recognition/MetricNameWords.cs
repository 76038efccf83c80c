namespace ProgressiveSlo.Migration.Recognition;

/// <summary>Words of names, and what they say.</summary>
internal static class MetricNameWords
{
    private static readonly HashSet<string> BadWords = Set(
        "error errors err errs errored fail fails failed failing failure failures exception exceptions dropped discarded "
            + "rejected rejections timeout timeouts timedout lost aborted aborts terminated terminations unsuccessful panic "
            + "panics 5xx servfail refused unavailable internal crashed unprocessed undelivered dlq bad"
    );

    private static readonly HashSet<string> GoodWords = Set(
        "success successes successful successfully succeeded ok completed complete "
            + "delivered processed acked passed 2xx good accepted noerror"
    );

    private static readonly HashSet<string> Duration = Set(
        "seconds duration durations latency latencies time times ms millis milliseconds microseconds us "
            + "msec msecs sec response responsetime elapsed delay readlatency writelatency"
    );

    private static readonly HashSet<string> NoDuration = Set(
        "bytes size sizes gc count entries samples length rows expiration expiry certificate"
    );

    // They stand in the names of counters of any kind.
    private static readonly HashSet<string> General = Set(
        "total count sum bucket rate rates ratio requests request events event attempts attempt operations operation ops "
            + "op calls call messages message responses response number num received sent all handled started created http"
    );

    /// <summary>The words of a name, in lower case.</summary>
    public static List<string> Split(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var isLetter = i < name.Length && (char.IsLetterOrDigit(name[i]) || name[i] == '+');
            var isHump = isLetter && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (isLetter && !isHump)
                continue;
            if (i > start)
                words.Add(name.Substring(start, i - start).ToLowerInvariant());
            start = isHump ? i : i + 1;
        }

        return words;
    }

    public static bool IsBad(string word) =>
        BadWords.Contains(word)
        || (word.Length > 8 && word.EndsWith("count", StringComparison.Ordinal) && BadWords.Contains(word.Substring(0, word.Length - 5)));

    public static bool IsGood(string word) => GoodWords.Contains(word);

    public static bool IsOutcome(string word) => IsBad(word) || IsGood(word);

    public static bool IsGeneral(string word) => General.Contains(word);

    /// <summary>What the words say together: a word for failure goes before one for success, as in success_failed.</summary>
    public static EventOutcome FindOutcome(IReadOnlyList<string> words)
    {
        var outcome = EventOutcome.None;
        for (var i = 0; i < words.Count; i++)
        {
            // 5_xx and 5xx are one word.
            var isClass = words[i] is "xx" && i > 0;
            if (i > 0 && IsBad(words[i]) && words[i - 1] is "no" or "non" or "without")
            {
                outcome = EventOutcome.Good;
                continue;
            }

            if (IsBad(words[i]) || (isClass && words[i - 1] is "5"))
                return EventOutcome.Bad;
            if (IsGood(words[i]) || (isClass && words[i - 1] is "2"))
                outcome = EventOutcome.Good;
            else if (words[i] is "4xx" || (isClass && words[i - 1] is "4"))
                outcome = EventOutcome.BadByClient;
        }

        return outcome;
    }

    /// <summary>Whether a metric counts time.</summary>
    public static bool IsDuration(string metric)
    {
        var found = false;
        foreach (var word in Split(metric))
        {
            if (NoDuration.Contains(word) && word is not ("count" or "samples"))
                return false;
            found |= Duration.Contains(word);
        }

        return found;
    }

    /// <summary>
    /// Counters of machines, kernels and runtimes, and the state of objects: what they count are not events of a service, whatever their
    /// names say.
    /// </summary>
    public static bool IsInfrastructure(string metric)
    {
        if (
            metric.StartsWith("kube_state_metrics_", StringComparison.Ordinal)
            || metric.StartsWith("windows_iis_", StringComparison.Ordinal)
        )
            return false;
        foreach (var prefix in Machine)
        {
            if (metric.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static readonly string[] Machine =
    [
        "node_",
        "container_",
        "machine_",
        "windows_",
        "process_",
        "go_",
        "jvm_",
        "kube_",
        "kubelet_volume_",
        "smartctl_",
        "smartmon_",
        "namedprocess_",
        "nvidia_",
        "DCGM_",
        "ipmi_",
        "cadvisor_",
        "scrape_",
        "ifIn",
        "ifOut",
        "ifHC",
    ];

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}

/// <summary>What a condition or a name says about the events that it chooses.</summary>
internal enum EventOutcome
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>They succeeded.</summary>
    Good,

    /// <summary>They failed.</summary>
    Bad,

    /// <summary>The client was at fault, as HTTP 4xx says: whether that is a failure is for people to say.</summary>
    BadByClient,
}

/// <summary>The unit in which a metric counts time, by its name; seconds where the name says nothing, as Prometheus advises.</summary>
internal static class DurationUnit
{
    public static double SecondsPerUnit(string metric)
    {
        var words = MetricNameWords.Split(metric);
        if (words.Any(w => w is "ms" or "millis" or "milliseconds" or "msec" or "msecs"))
            return 0.001;
        return words.Any(w => w is "us" or "microseconds" or "usec") ? 0.000001
            : words.Any(w => w is "ns" or "nanoseconds") ? 0.000000001
            : 1;
    }
}
