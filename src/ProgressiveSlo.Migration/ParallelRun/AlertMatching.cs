namespace ProgressiveSlo.Migration.ParallelRun;

/// <summary>
/// Finds the alerts of both sides that belong together. Alerts, of whichever side, that overlap or are no further apart than the
/// tolerance are one incident: so the order of the sides makes no difference, and each alert belongs to one incident.
/// </summary>
internal static class AlertMatching
{
    public static AlertDifference? Match(
        IReadOnlyList<FiringInterval>? manual,
        IReadOnlyList<FiringInterval>? automated,
        ParallelRunSubject subject,
        TimeSpan tolerance
    )
    {
        if (manual is null || automated is null)
            return null;
        var all = manual
            .Select(a => (Alert: a, IsManual: true))
            .Concat(automated.Select(a => (Alert: a, IsManual: false)))
            .Where(a => a.Alert.From < subject.To && a.Alert.To > subject.From)
            .OrderBy(a => a.Alert.From)
            .ThenBy(a => a.Alert.To);
        var matched = new List<AlertMatch>();
        var onlyManual = new List<FiringInterval>();
        var onlyAutomated = new List<FiringInterval>();
        var incident = new List<(FiringInterval Alert, bool IsManual)>();
        var end = DateTime.MinValue;
        foreach (var alert in all)
        {
            if (incident.Count > 0 && alert.Alert.From - end > tolerance)
                Close();
            incident.Add(alert);
            end = incident.Count == 1 || alert.Alert.To > end ? alert.Alert.To : end;
        }

        Close();
        return new AlertDifference
        {
            Matched = matched,
            OnlyManual = onlyManual,
            OnlyAutomated = onlyAutomated,
        };

        void Close()
        {
            switch (Whole(incident.Where(a => a.IsManual)), Whole(incident.Where(a => !a.IsManual)))
            {
                case ({ } left, { } right):
                    matched.Add(new AlertMatch(left, right));
                    break;
                case ({ } left, null):
                    onlyManual.Add(left);
                    break;
                case (null, { } right):
                    onlyAutomated.Add(right);
                    break;
            }

            incident.Clear();
        }
    }

    private static FiringInterval? Whole(IEnumerable<(FiringInterval Alert, bool IsManual)> alerts)
    {
        var own = alerts.Select(a => a.Alert).ToArray();
        return own.Length == 0
            ? null
            : new FiringInterval(
                string.Join(", ", own.Select(a => a.Name).Distinct(StringComparer.Ordinal)),
                own.Min(a => a.From),
                own.Max(a => a.To)
            );
    }
}
