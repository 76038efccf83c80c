using ProgressiveSlo.Build;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>The pages of docs/cmdlets, and what the theories run over: every cmdlet and every example.</summary>
internal static class DocumentedPages
{
    private static readonly Dictionary<string, CommandPage> _byName = PageSet
        .Read(StagedModule.Repository, [])
        .Pages.ToDictionary(p => p.Name);

    public static IReadOnlyCollection<string> Names => _byName.Keys;

    public static CommandPage Of(string cmdlet) => _byName[cmdlet];

    public static TheoryData<string> Cmdlets()
    {
        var data = new TheoryData<string>();
        foreach (var name in Names)
            data.Add(name);
        return data;
    }

    /// <summary>The title is there for the reader of the test list.</summary>
    public static TheoryData<string, int, string> Examples()
    {
        var data = new TheoryData<string, int, string>();
        foreach (var page in _byName.Values)
        {
            foreach (var example in page.Examples)
                data.Add(page.Name, example.Number, example.Title);
        }
        return data;
    }
}
