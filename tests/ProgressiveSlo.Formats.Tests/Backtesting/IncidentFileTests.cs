using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Backtesting;
using Xunit;

namespace ProgressiveSlo.Formats.Tests.Backtesting;

/// <summary>Incidents in YAML, JSON and CSV.</summary>
public sealed class IncidentFileTests
{
    [Theory]
    [InlineData(".yaml", "- id: INC-1\n  start: 2026-01-05T10:00:00Z\n  end: 2026-01-05 11:00\n  labels: {service: api, team: pay}\n")]
    [InlineData(
        ".yml",
        "incidents:\n- {id: INC-1, start: 2026-01-05T10:00:00Z, end: 2026-01-05T12:00:00+01:00, service: api, team: pay}\n"
    )]
    [InlineData(
        ".json",
        """[{"id": "INC-1", "start": "2026-01-05T10:00:00Z", "end": "2026-01-05T11:00:00Z", "labels": {"service": "api", "team": "pay"}}]"""
    )]
    [InlineData(".csv", "Id,Start,End,Service,team\nINC-1,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z,api,pay\n")]
    public void The_same_incident_is_read_of_each_form(string extension, string text)
    {
        var incident = Assert.Single(Read(extension, text));
        var start = new DateTime(2026, 1, 5, 10, 0, 0, DateTimeKind.Utc);
        Assert.Equal(("INC-1", start, start.AddHours(1)), (incident.Id, incident.Start, incident.End));
        Assert.Equal(("api", "pay"), (incident.Labels["service"], incident.Labels["team"]));
    }

    [Theory]
    [InlineData(".yaml", "id: INC-1\n", "list of incidents")]
    [InlineData(".yaml", "- id: INC-1\n  start: 2026-01-05T10:00:00Z\n", "no end")]
    [InlineData(".csv", "Id,Start,End\nINC-1,2026-01-05T10:00:00Z,2026-01-05T09:00:00Z\n", "end after the start")]
    [InlineData(".csv", "Id,Start,End\n,2026-01-05T10:00:00Z,2026-01-05T11:00:00Z\n", "no id")]
    [InlineData(".json", """[{"id": "INC-1", "start": "yesterday", "end": "2026-01-05T11:00:00Z"}]""", "'yesterday'")]
    public void What_is_wrong_is_told(string extension, string text, string message) =>
        Assert.Contains(message, Assert.Throws<SloDocumentException>(() => Read(extension, text)).Message, StringComparison.Ordinal);

    private static IReadOnlyList<ProgressiveSlo.Backtesting.BacktestIncident> Read(string extension, string text)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension);
        File.WriteAllText(path, text);
        try
        {
            return IncidentFile.Read(path, "incidents" + extension);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
