using System.Collections.Generic;
using System.Threading;

namespace ProgressiveSlo.Prometheus.Prerequisites.Tools;

/// <summary>Runs a program of the system and reads what it says.</summary>
internal interface IProcessRunner
{
    /// <summary>Runs a program to its end, without a shell and without anybody to answer its questions.</summary>
    /// <param name="program">Its name, such as <c>git</c>; it is looked for on PATH alone.</param>
    /// <param name="arguments">The arguments, each as the program is to see it.</param>
    /// <param name="token">Ends the program at once.</param>
    /// <exception cref="System.OperationCanceledException">The token ended it.</exception>
    ProcessAnswer Run(string program, IReadOnlyList<string> arguments, CancellationToken token);
}
