namespace ProgressiveSlo.PowerShell.Tests.Rehearsal;

/// <summary>
/// Thirty services of three tiers and five teams, their requests over two weeks, and the rules that somebody has written for them.
/// </summary>
internal static class RehearsalFleet
{
    private const int Minutes = 14 * 1440;

    private static readonly string[] _tiers = ["best-effort", "standard", "critical"];

    public static DateTime Start { get; } = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>All services, in the order of their tiers: ten of each.</summary>
    public static string[] Services { get; } =
    [
        "badges",
        "banners",
        "blog",
        "changelog",
        "feedback",
        "newsletter",
        "polls",
        "press",
        "sitemap",
        "surveys",
        "catalog",
        "comments",
        "exports",
        "history",
        "images",
        "mail",
        "profiles",
        "reports",
        "reviews",
        "wishlist",
        "accounts",
        "billing",
        "cart",
        "checkout",
        "delivery",
        "login",
        "orders",
        "payments",
        "search",
        "stock",
    ];

    /// <summary>Its manual rule counts requests that were limited as failed; the automated one does not.</summary>
    public static string OtherSelector => "reports";

    /// <summary>Its manual rule averages the ratios of two instances, of which one has hardly any traffic.</summary>
    public static string AveragedRatios => "search";

    /// <summary>Those whose manual rules say no target: an alert at a ratio, and no burn rate.</summary>
    public static IEnumerable<string> WithoutObjective => Services.Where(s => Style(s) != 1 || s == AveragedRatios);

    public static string Catalog =>
        "Service,Tier,Owner\n" + string.Concat(Services.Select((s, i) => $"{s},{_tiers[i / 10]},team-{1 + (i % 5)}\n"));

    /// <summary>The rules that a hand has written for a service. Of each third of the services they have another style.</summary>
    public static string ManualRules(string service)
    {
        if (service == AveragedRatios)
            return Group(
                service,
                Alert(
                    service,
                    $"avg({Errors(service, "5..", by: " by (instance)")} / {Requests(service, by: " by (instance)")}) > 0.05",
                    "10m"
                )
            );
        var ratio = $"{Errors(service, service == OtherSelector ? "5..|429" : "5..")} / {Requests(service)}";
        return Style(service) switch
        {
            0 => Group(service, Recorded(service, ratio, "5m") + Alert(service, $"service:{service}_errors:ratio_rate5m > 0.05", "10m")),
            1 => Group(
                service,
                Recorded(service, ratio, "5m")
                    + Recorded(service, ratio.Replace("[5m]", "[1h]", StringComparison.Ordinal), "1h")
                    + Alert(
                        service,
                        $"service:{service}_errors:ratio_rate1h > 14.4 * 0.01 and service:{service}_errors:ratio_rate5m > 14.4 * 0.01",
                        null
                    )
            ),
            _ => Group(service, Alert(service, $"{ratio} > 0.05", "10m")),
        };
    }

    /// <summary>The counters, by the minute.</summary>
    public static void Write(TextWriter writer)
    {
        writer.Write("# TYPE http_requests counter\n");
        foreach (var service in Services)
        {
            if (service == AveragedRatios)
            {
                Counter(writer, service, "a", "200", _ => 1000);
                Counter(writer, service, "a", "500", _ => 0);
                Counter(writer, service, "b", "200", _ => 9);
                Counter(writer, service, "b", "500", _ => 1);
                continue;
            }

            var fails = HasIncident(service);
            Counter(writer, service, "a", "200", m => fails && IsIncident(m) ? 400 : 989);
            Counter(writer, service, "a", "429", m => fails && IsIncident(m) ? 0 : 10);
            Counter(writer, service, "a", "500", m => fails && IsIncident(m) ? 600 : 1);
        }

        writer.Write("# EOF\n");
    }

    private static int Style(string service) => Array.IndexOf(Services, service) % 3;

    // Three hours in which more than half of all requests fail, in every fifth service.
    private static bool HasIncident(string service) => Array.IndexOf(Services, service) % 5 == 1;

    private static bool IsIncident(int minute) => minute is >= (5 * 1440) + 720 and < (5 * 1440) + 900;

    private static void Counter(TextWriter writer, string service, string instance, string code, Func<int, int> each)
    {
        long count = 0;
        for (var minute = -10; minute <= Minutes; minute++)
        {
            count += each(minute);
            writer.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"http_requests_total{{service=\"{service}\",instance=\"{instance}\",code=\"{code}\"}} {count} "
                        + $"{new DateTimeOffset(Start).ToUnixTimeSeconds() + (minute * 60L)}\n"
                )
            );
        }
    }

    private static string Errors(string service, string codes, string by = "") =>
        $"sum{by}(rate(http_requests_total{{service=\"{service}\",code=~\"{codes}\"}}[5m]))";

    private static string Requests(string service, string by = "") => $"sum{by}(rate(http_requests_total{{service=\"{service}\"}}[5m]))";

    private static string Group(string service, string rules) => $"groups:\n- name: {service}\n  rules:\n{rules}";

    private static string Recorded(string service, string expression, string window) =>
        $"  - record: service:{service}_errors:ratio_rate{window}\n    expr: {expression}\n    labels:\n      service: {service}\n";

    private static string Alert(string service, string expression, string? wait) =>
        $"  - alert: HighErrorRate\n    expr: "
        + $"{expression}\n{(wait is null ? "" : $"    for: {wait}\n")}    labels:\n      severity: "
        + $"page\n      service: {service}\n";
}
