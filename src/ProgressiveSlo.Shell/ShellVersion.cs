using System;
using System.Reflection;

namespace ProgressiveSlo.Shell;

internal static class ShellVersion
{
    public static Version Number { get; } = typeof(ShellVersion).Assembly.GetName().Version ?? new Version(0, 0);

    /// <summary>The version as released, without the build's commit.</summary>
    public static string Text { get; } =
        (
            typeof(ShellVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? Number.ToString()
        ).Split('+')[0];
}
