using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ProgressiveSlo.Core.Tests.Support;

/// <summary>Reference numbers: the project's own rows, and those of the shared folder where it is there.</summary>
internal static class NumbersFixture
{
    /// <summary>Rows of a CSV file of the tests, then of the shared file of the same name. No field has quotes or commas in it.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string folder, string name)
    {
        string own = Path.Combine(AppContext.BaseDirectory, folder, name);
        return Read(own).Concat(Shared(name) is { } shared ? Read(shared) : []);
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] keys = lines[0].Split(',');
        return lines.Skip(1).Where(line => line.Length > 0).Select(line => (IReadOnlyDictionary<string, string>)keys.Zip(line.Split(',', keys.Length)).ToDictionary(p => p.First, p => p.Second));
    }

    private static string? Shared(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "fixtures", "numbers", name);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
