namespace ProgressiveSlo.Formats.Manifests;

/// <summary>Labels that name the SLO on series, in ours and in those of other tools: what templates of alerts refer to.</summary>
internal static class SeriesLabels
{
    private const string Id = "slo_id";
    private const string Service = "slo_service";
    private const string Name = "slo_name";

    /// <summary>Our labels by those of Sloth.</summary>
    public static IReadOnlyDictionary<string, string> OursBySloth { get; } =
        new Dictionary<string, string>
        {
            ["sloth_id"] = Id,
            ["sloth_service"] = Service,
            ["sloth_slo"] = Name,
        };

    /// <summary>Labels of Sloth by ours.</summary>
    public static IReadOnlyDictionary<string, string> SlothByOurs { get; } = OursBySloth.ToDictionary(l => l.Value, l => l.Key);

    /// <summary>Our labels by those of Pyrra.</summary>
    public static IReadOnlyDictionary<string, string> OursByPyrra { get; } = new Dictionary<string, string> { ["slo"] = Name };

    /// <summary>Labels of Pyrra by ours.</summary>
    public static IReadOnlyDictionary<string, string> PyrraByOurs { get; } = OursByPyrra.ToDictionary(l => l.Value, l => l.Key);

    /// <summary>Labels that Pyrra gives its alerts, which say which pair of windows fired; alerts here have none of them.</summary>
    public static IReadOnlyList<string> OfPyrraWindows { get; } = ["short", "long", "exhaustion"];
}
