using System;
using System.IO;

namespace ProgressiveSlo.Shell;

/// <summary>Where the ProgressiveSlo module lies that was built and shipped together with this executable.</summary>
internal static class ModuleLocation
{
    public static string Manifest { get; } = Path.Combine(AppContext.BaseDirectory, "module", "ProgressiveSlo", "ProgressiveSlo.psd1");
}
