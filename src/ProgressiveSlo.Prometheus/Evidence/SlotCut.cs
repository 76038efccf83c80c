namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>What is taken out of a slot.</summary>
/// <param name="Piece">The interval.</param>
/// <param name="Part">Its good or bad events; null for the whole slot.</param>
/// <param name="Total">All its events; null for the whole slot.</param>
internal sealed record SlotCut(ExclusionPiece Piece, ServiceNumbers? Part, ServiceNumbers? Total)
{
    public bool IsWhole => Part is null;

    /// <summary>The events of a service in a part of a slot.</summary>
    public EventCount Of(string value) => new(Part?[value] ?? 0, Total?[value] ?? 0);
}
