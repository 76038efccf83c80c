using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Staging.Output;

/// <summary>
/// Makes a folder hold exactly the given files. A file is replaced in one step, so that a session that imports the
/// module meanwhile sees the old or the new one; a file that is right already is not touched, since a loaded assembly
/// cannot be replaced on Windows.
/// </summary>
internal static class StagedFolder
{
    public static void Write(string folder, IReadOnlyDictionary<string, Func<byte[]>> files)
    {
        Directory.CreateDirectory(folder);
        foreach ((string path, Func<byte[]> content) in files)
            WriteFile(Path.Combine(folder, path), content());
        RemoveStale(folder, files.Keys);
    }

    private static void WriteFile(string target, byte[] content)
    {
        if (File.Exists(target) && File.ReadAllBytes(target).AsSpan().SequenceEqual(content))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = $"{target}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, target, overwrite: true);
    }

    private static void RemoveStale(string folder, IEnumerable<string> expected)
    {
        var keep = expected.Select(p => Path.GetFullPath(Path.Combine(folder, p))).ToHashSet(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!keep.Contains(Path.GetFullPath(file)))
                File.Delete(file);
        }
        // The deepest first, so that a folder of empty folders goes too.
        foreach (string directory in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).OrderByDescending(d => d.Length))
        {
            if (!Directory.EnumerateFileSystemEntries(directory).Any())
                Directory.Delete(directory);
        }
    }
}
