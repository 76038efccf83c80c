using System.Collections;
using System.Management.Automation;

namespace ProgressiveSlo.PowerShell.Tests.Help;

/// <summary>The object that Get-Help returns: nested property bags, where one item is not a list of one.</summary>
internal sealed class HelpView
{
    private readonly PSObject _help;

    private HelpView(PSObject help) => _help = help;

    public static HelpView Of(Engine engine, string cmdlet) => new(engine.Run($"Get-Help {cmdlet} -Full").Output[0]);

    public IReadOnlyList<PSObject> List(string container, string item) =>
        _help.Properties[container]?.Value is PSObject bag ? List(bag, item) : [];

    public static IReadOnlyList<PSObject> List(PSObject bag, string item)
    {
        var value = bag.Properties[item]?.Value;
        return value is PSObject { BaseObject: IEnumerable and not string } wrapped ? AsList((IEnumerable)wrapped.BaseObject)
            : value is IEnumerable many and not string ? AsList(many)
            : value is null ? []
            : [PSObject.AsPSObject(value)];
    }

    public static string Value(PSObject bag, string property) => bag.Properties[property]?.Value?.ToString() ?? "";

    /// <summary>All paragraphs of a text property.</summary>
    public static string Text(PSObject bag, string property) =>
        string.Join('\n', List(bag, property).Select(paragraph => Value(paragraph, "Text")));

    private static List<PSObject> AsList(IEnumerable values) => values.Cast<object>().Select(PSObject.AsPSObject).ToList();
}
