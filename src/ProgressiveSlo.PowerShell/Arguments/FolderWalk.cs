using System.Collections.Generic;
using System.IO;

namespace ProgressiveSlo.PowerShell.Arguments;

/// <summary>
/// The files of a folder and its subfolders. Links to folders are not followed, as Get-ChildItem -Recurse does not: they may lead back. Folders
/// whose name begins with a dot are passed over: they hold a tool's own files, or a second copy of a mounted ConfigMap.
/// </summary>
internal static class FolderWalk
{
    public static IEnumerable<string> Files(string folder)
    {
        var open = new Stack<string>();
        open.Push(folder);
        while (open.Count > 0)
        {
            var current = open.Pop();
            foreach (var file in Directory.EnumerateFiles(current))
                yield return file;
            foreach (var below in new DirectoryInfo(current).EnumerateDirectories())
            {
                if ((below.Attributes & FileAttributes.ReparsePoint) == 0 && below.Name[0] != '.')
                    open.Push(Path.Combine(current, below.Name));
            }
        }
    }
}
