using System;
using System.IO;

namespace ProgressiveSlo.Staging.Output;

/// <summary>
/// Tells the build that the staged folder is up to date. Each configuration has its own stamp and all share the folder,
/// so the stamps of the others become void.
/// </summary>
internal static class StageStamp
{
    public static void Write(string stamp)
    {
        string folder = Path.GetDirectoryName(stamp)!;
        foreach (string other in Directory.GetFiles(folder, "*.stamp"))
        {
            if (!Path.GetFileName(other).Equals(Path.GetFileName(stamp), StringComparison.OrdinalIgnoreCase))
                File.Delete(other);
        }
        File.WriteAllText(stamp, "");
        File.SetLastWriteTimeUtc(stamp, DateTime.UtcNow);
    }
}
