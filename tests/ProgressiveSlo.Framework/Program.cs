using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ProgressiveSlo.Framework;

/// <summary>
/// Runs every case. With <c>--record FILE</c> it writes what each one gives; with <c>--compare FILE</c> each must give the same again, byte
/// by byte. A case can fail by itself, too: against reference numbers and golden files.
/// </summary>
internal static class Program
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static int Main(string[] arguments)
    {
        if (arguments.Length != 4 || arguments[2] is not ("--record" or "--compare"))
        {
            Console.Error.WriteLine("Usage: ProgressiveSlo.Framework REPOSITORY MODULE --record FILE | --compare FILE");
            return 2;
        }

        // What is written must not depend on the machine's culture; a comma for a decimal point shows what does.
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        UseModule(Path.GetFullPath(arguments[1]));
        var repository = Path.GetFullPath(arguments[0]);
        return arguments[2] == "--record" ? Record(repository, arguments[3]) : Compare(repository, arguments[3]);
    }

    // .NET Framework looks into the module's folder and its dependencies, as the module itself makes it do in Windows PowerShell.
    private static void UseModule(string module)
    {
        if (typeof(object).Assembly.GetName().Name != "mscorlib")
            return;
        if (!Directory.Exists(module))
            throw new DirectoryNotFoundException($"The staged module is not in '{module}'. Build the solution first.");
        string[] folders = [module, Path.Combine(module, "dependencies"), Path.Combine(AppDomain.CurrentDomain.BaseDirectory, "mono")];
        AppDomain.CurrentDomain.AssemblyResolve += (_, e) =>
        {
            foreach (var folder in folders)
            {
                var path = Path.Combine(folder, new AssemblyName(e.Name).Name + ".dll");
                if (File.Exists(path))
                    return Assembly.LoadFrom(path);
            }

            return null;
        };
    }

    private static int Record(string repository, string file)
    {
        var (failed, lines) = (0, new StringBuilder());
        foreach (var (name, text, problem) in Results(repository))
        {
            if (problem is not null)
                failed = Fail(failed, name, problem);
            lines.Append(name).Append('\t').Append(Convert.ToBase64String(Utf8.GetBytes(text))).Append('\n');
        }

        File.WriteAllText(file, lines.ToString(), Utf8);
        return failed == 0 ? 0 : 1;
    }

    private static int Compare(string repository, string file)
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadAllLines(file, Utf8))
            expected.Add(line.Split('\t')[0], Utf8.GetString(Convert.FromBase64String(line.Split('\t')[1])));
        var (passed, failed) = (0, 0);
        foreach (var (name, text, problem) in Results(repository))
        {
            var wrong = problem ?? (expected.TryGetValue(name, out var there) ? Difference(there, text) : "The record does not have it.");
            expected.Remove(name);
            if (wrong is null)
                passed++;
            else
                failed = Fail(failed, name, wrong);
        }

        foreach (var name in expected.Keys)
            failed = Fail(failed, name, "It is in the record, and was not run.");
        Console.WriteLine($".NET Framework: {passed} passed, {failed} failed, 0 skipped");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static int Fail(int failed, string name, string problem)
    {
        Console.WriteLine($"failed {name}\n  {problem.Replace("\n", "\n  ")}");
        return failed + 1;
    }

    // Its own method: the domain is loaded when it is compiled, which must come after the hook.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<(string Name, string Text, string? Problem)> Results(string repository)
    {
        foreach (var (name, run) in Cases.All(repository))
        {
            string text = "",
                problem = "";
            try
            {
                text = run();
            }
            catch (Exception e)
            {
                problem = e.ToString();
            }

            yield return (name, text, problem.Length == 0 ? null : problem);
        }
    }

    private static string? Difference(string expected, string actual)
    {
        if (string.Equals(expected, actual, StringComparison.Ordinal))
            return null;
        var (before, now) = (expected.Split('\n'), actual.Split('\n'));
        for (var i = 0; i < Math.Min(before.Length, now.Length); i++)
        {
            if (!string.Equals(before[i], now[i], StringComparison.Ordinal))
                return $"Line {i + 1}\n.NET:           {before[i]}\n.NET Framework: {now[i]}";
        }

        return $".NET gives {before.Length} lines, .NET Framework {now.Length}.";
    }
}
