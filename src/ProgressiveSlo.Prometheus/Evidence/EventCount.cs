namespace ProgressiveSlo.Prometheus.Evidence;

/// <summary>Events as a server extrapolates them.</summary>
/// <param name="Part">Good or bad ones.</param>
/// <param name="Total">All.</param>
internal readonly record struct EventCount(double Part, double Total);
