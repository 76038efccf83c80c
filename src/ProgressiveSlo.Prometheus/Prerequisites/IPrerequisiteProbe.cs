using System;
using System.Threading;
using ProgressiveSlo.Migration;

namespace ProgressiveSlo.Prometheus.Prerequisites;

/// <summary>Looks at one prerequisite. To add one: a class with this interface, and a line in <see cref="PrerequisiteProbes"/>.</summary>
public interface IPrerequisiteProbe
{
    /// <summary>Name of the prerequisite.</summary>
    string Name { get; }

    /// <summary>Looks. What is not as it should be is the answer, and no exception.</summary>
    /// <param name="token">Ends the probe at once.</param>
    /// <exception cref="OperationCanceledException">The token ended it.</exception>
    SloPrerequisite Probe(CancellationToken token);
}
