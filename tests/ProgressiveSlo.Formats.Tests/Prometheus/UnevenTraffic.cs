namespace ProgressiveSlo.Formats.Tests.Prometheus;

/// <summary>
/// Forty days of three services as a Prometheus would have scraped them: days, nights and weekends, errors that come and go, bursts,
/// incidents in which scrapes fail, restarts, targets that were not reached, and a Prometheus that was down. Written down before anything
/// was measured on it. Whoever changes it measures everything again.
/// </summary>
internal sealed class UnevenTraffic
{
    public const int Days = 40;

    private const int Step = 5;
    private const int StepsOfDay = 86_400 / Step;
    private const int Steps = Days * StepsOfDay;

    private readonly TrafficProfile _service;
    private readonly Random _random;

    // For each step the share of bad events of all instances, and the instance of a burst that only one of them has.
    private readonly double[] _incident = new double[Steps];
    private readonly int[] _where = new int[Steps];
    private readonly bool[] _losesScrapes = new bool[Steps];

    // Whether scrapes fail; otherwise every one arrives, but for those of an instance that restarts.
    private readonly bool _scrapesFail;

    private UnevenTraffic(TrafficProfile service, bool scrapesFail)
    {
        _service = service;
        _scrapesFail = scrapesFail;
        _random = new Random(service.Seed);
        Array.Fill(_where, -1);
        Incidents();
    }

    public static DateTime Start { get; } = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime End { get; } = Start.AddDays(Days);

    /// <summary>Scraped as often as Prometheus does by default, twice as often, and four times as often.</summary>
    public static IReadOnlyList<TrafficProfile> Services { get; } =
    [
        new("shop", 4711, ScrapeSeconds: 60, Instances: 3, PeakRate: 60, IsRenamed: false),
        new("search", 4712, ScrapeSeconds: 30, Instances: 3, PeakRate: 4, IsRenamed: true),
        new("login", 4713, ScrapeSeconds: 15, Instances: 2, PeakRate: 20, IsRenamed: false),
    ];

    /// <summary>When Prometheus was down: it neither scraped nor evaluated.</summary>
    public static IReadOnlyList<(DateTime From, DateTime To)> Down { get; } = FindDown();

    public static bool IsDown(DateTime time) => Down.Any(d => d.From <= time && time < d.To);

    /// <summary>Writes the samples as OpenMetrics.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="scrapesFail">Whether scrapes fail, targets are not reached and Prometheus is down.</param>
    public static void Write(TextWriter writer, bool scrapesFail)
    {
        writer.Write("# TYPE http_requests counter\n");
        foreach (var service in Services)
            new UnevenTraffic(service, scrapesFail).WriteService(writer);
        writer.Write("# EOF\n");
    }

    // Every 8 days for 1 to 4 minutes, every 20 days for 10 to 20.
    private static List<(DateTime From, DateTime To)> FindDown()
    {
        var random = new Random(4710);
        var down = new List<(DateTime From, DateTime To)>();
        foreach (var (days, least, most) in new[] { (8, 60, 240), (20, 600, 1200) })
        {
            foreach (var step in Times(random, days))
            {
                var from = Start.AddSeconds((double)step * Step);
                down.Add((from, from.AddSeconds(random.Next(least, most))));
            }
        }

        return down;
    }

    // Steps at which something happens that happens every so many days.
    private static IEnumerable<int> Times(Random random, double days)
    {
        for (var at = Next(); at < Steps; at += Next())
            yield return (int)at;

        double Next() => -Math.Log(1 - random.NextDouble()) * days * StepsOfDay;
    }

    private void Incidents()
    {
        // Bursts of 500s: seconds to a minute and a half, in one instance or in all.
        foreach (var step in Times(_random, 1 / 6.0))
            Add(
                step,
                _random.Next(5, 90),
                0.1 + (0.8 * _random.NextDouble()),
                _random.Next(2) == 0 ? _random.Next(_service.Instances) : -1
            );
        foreach (var step in Times(_random, 3))
            Add(step, _random.Next(300, 2400), 0.02 + (0.28 * _random.NextDouble()), -1, losesScrapes: true);
        foreach (var step in Times(_random, 10))
            Add(step, 36_000, 0.005, -1);
        foreach (var step in Times(_random, 40))
            Add(step, 1500, 0.9, -1, losesScrapes: true);
    }

    private void Add(int from, int seconds, double ratio, int where, bool losesScrapes = false)
    {
        for (var step = from; step < Math.Min(Steps, from + (seconds / Step)); step++)
        {
            (_incident[step], _where[step]) = (ratio, where);
            _losesScrapes[step] |= losesScrapes;
        }
    }

    private void WriteService(TextWriter writer)
    {
        var wander = new double[(Days * 24) + 1];
        var errors = new double[(Days * 24) + 1];
        for (var hour = 0; hour < wander.Length; hour++)
        {
            wander[hour] = 0.7 + (0.6 * _random.NextDouble());
            errors[hour] = 0.0005 * Math.Exp(0.5 * Normal());
        }

        var deploys = Times(_random, 3).ToArray();
        for (var instance = 0; instance < _service.Instances; instance++)
            WriteInstance(writer, instance, wander, errors, deploys);
    }

    private void WriteInstance(TextWriter writer, int instance, double[] wander, double[] errors, int[] deploys)
    {
        // Restarts: a deploy comes to the instances one after the other, a crash every five days; neither serves nor is scraped meanwhile.
        var restarts = new HashSet<int>(deploys.Select(d => d + (instance * 180 / Step)).Concat(Times(_random, 5)));
        var unreached = new bool[Steps];
        foreach (var step in Times(_random, 6))
            Array.Fill(unreached, true, step, Math.Min(Steps - step, _random.Next(180, 900) / Step));

        var scrapeOffset = _random.Next(_service.ScrapeSeconds * 1000);
        var nextScrape = (double)scrapeOffset / 1000;
        var lines = new[] { new List<string>(), new List<string>() };
        long good = 0;
        long bad = 0;
        var pod = 0;
        var away = 0;
        for (var step = 0; step < Steps; step++)
        {
            if (restarts.Contains(step))
            {
                (good, bad, pod) = (0, 0, pod + 1);
                away = _random.Next(20, 90) / Step;
            }

            var second = step * Step;
            var isAway = away-- > 0;
            if (!isAway)
            {
                var (more, moreBad) = Events(step, instance, wander, errors);
                good += more - moreBad;
                bad += moreBad;
            }

            for (; nextScrape < second + Step; nextScrape += _service.ScrapeSeconds)
            {
                var isLost = _random.NextDouble() < (_losesScrapes[step] ? 0.2 : 0.002);
                if (isAway || (_scrapesFail && (isLost || unreached[step] || IsDown(Start.AddSeconds(nextScrape)))))
                    continue;
                var name = _service.IsRenamed ? $"{instance}-{pod}" : $"{instance}";
                Sample(lines[0], name, "200", good, nextScrape);

                // A renamed instance counts errors from its first one on, as many libraries do.
                if (bad > 0 || !_service.IsRenamed)
                    Sample(lines[1], name, "500", bad, nextScrape);
            }
        }

        foreach (var line in lines.SelectMany(l => l))
            writer.Write(line);
    }

    private (long All, long Bad) Events(int step, int instance, double[] wander, double[] errors)
    {
        var second = (double)step * Step;
        var hour = (int)(second / 3600);
        var day = 0.52 - (0.48 * Math.Cos((second - 14_400) * Math.PI / 43_200));
        var isWeekend = (int)(second / 86_400) % 7 >= 5;
        var all = Whole(_service.PeakRate * Step * day * wander[hour] * (isWeekend ? 0.5 : 1));
        var ratio = errors[hour] + (_where[step] < 0 || _where[step] == instance ? _incident[step] : 0);
        return (all, Math.Min(all, Whole(all * ratio)));
    }

    private void Sample(List<string> lines, string instance, string code, long count, double second) =>
        lines.Add(
            string.Create(
                CultureInfo.InvariantCulture,
                $"http_requests_total{{service=\"{_service.Name}\",instance=\"{instance}\",status_code=\"{code}\"}} {count} "
                    + $"{new DateTimeOffset(Start).ToUnixTimeSeconds() + second:F3}\n"
            )
        );

    private long Whole(double count) => (long)(count + _random.NextDouble());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

/// <summary>A service of <see cref="UnevenTraffic"/>.</summary>
/// <param name="Name">The label of its series.</param>
/// <param name="Seed">Of its random numbers.</param>
/// <param name="ScrapeSeconds">How often it is scraped.</param>
/// <param name="Instances">How many instances serve at a time.</param>
/// <param name="PeakRate">Requests a second of an instance in the busiest hour.</param>
/// <param name="IsRenamed">Whether an instance has another name after each restart, as pods have.</param>
internal sealed record TrafficProfile(string Name, int Seed, int ScrapeSeconds, int Instances, double PeakRate, bool IsRenamed);
