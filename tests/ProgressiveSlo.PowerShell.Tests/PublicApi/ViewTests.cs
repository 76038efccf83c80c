using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ProgressiveSlo.PowerShell.Tests.PublicApi;

/// <summary>
/// What is shown on a screen without being asked for. Text from outside goes through the escape of the screen in every table and list; a
/// type without a list of its own would be shown as it is.
/// </summary>
public sealed partial class ViewTests
{
    // Type.Property, a line each: what a list leaves out on purpose, because the table or another property says it.
    private static readonly string[] _leftOut = File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "Golden", "left-out-of-lists.txt")
    );

    private static readonly XDocument _views = XDocument.Load(Path.Combine(StagedModule.Path, "ProgressiveSlo.Format.ps1xml"));

    [Fact]
    public void Every_type_with_a_text_has_a_list_and_a_table()
    {
        var lists = Views("ListControl").Select(v => v.Type).Intersect(Views("TableControl").Select(v => v.Type)).ToHashSet();
        var without = Types()
            .Where(t =>
                t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(p => !IsPlain(p.PropertyType))
                && !lists.Contains(t.FullName!)
            );
        AssertNone(without.Select(t => t.FullName!));
    }

    [Fact]
    public void A_list_shows_what_the_type_shows()
    {
        var types = Types().ToDictionary(t => t.FullName!);
        var differences = Views("ListControl")
            .Where(v => types.ContainsKey(v.Type))
            .SelectMany(v => Wanted(types[v.Type]).Except(Labels(v.View).SelectMany(StandsFor)).Select(p => $"{v.Type}.{p}"));
        AssertNone(differences);
    }

    [Fact]
    public void What_a_list_leaves_out_is_there_and_not_in_the_list()
    {
        var types = Types().ToDictionary(t => t.FullName!);
        var hidden = Views("ListControl")
            .Where(v => types.ContainsKey(v.Type))
            .SelectMany(v => types[v.Type].GetProperties().Select(p => p.Name).Except(Labels(v.View)).Select(p => $"{v.Type}.{p}"));
        AssertNone(_leftOut.Except(hidden));
    }

    [Fact]
    public void No_text_is_shown_as_it_is()
    {
        var types = Types().ToDictionary(t => t.FullName!);
        var raw =
            from view in Views("TableControl").Concat(Views("ListControl"))
            from shown in view.View.Descendants()
            where IsRaw(shown, types.GetValueOrDefault(view.Type))
            select $"{view.Type}: {shown.Value.Trim()}";
        AssertNone(raw);
    }

    private static void AssertNone(IEnumerable<string> found) =>
        Assert.Equal("", string.Join("\n", found.Distinct().Order(StringComparer.Ordinal)));

    private static Type[] Types()
    {
        using var engine = Engine.Create();
        var cmdlets = engine.Run("Get-Command -Module ProgressiveSlo").Output.Select(c => (CmdletInfo)c.BaseObject).ToArray();
        return PublicApi
            .Types(cmdlets)
            .Where(t => t is { IsEnum: false, IsAbstract: false } && t.Namespace != "ProgressiveSlo.PowerShell.Arguments")
            .ToArray();
    }

    private static IEnumerable<(string Type, XElement View)> Views(string control) =>
        from view in _views.Descendants("View")
        where view.Element(control) is not null
        from type in view.Descendants("TypeName")
        select (type.Value, view);

    private static IEnumerable<string> Labels(XElement view) =>
        view.Descendants("ListItem").Select(i => (string?)i.Element("Label") ?? i.Element("PropertyName")!.Value);

    // What two properties say in one line.
    private static string[] StandsFor(string label) =>
        label switch
        {
            "Place" => ["Path", "Line"],
            "WhatHelps" => ["Challenge"],
            _ => [label],
        };

    private static IEnumerable<string> Wanted(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0)
            .Select(p => p.Name)
            .Where(p => !_leftOut.Contains($"{type.FullName}.{p}"));

    // A property by its name is shown as it is; so is a script that does not go through the module's own display.
    private static bool IsRaw(XElement shown, Type? type) =>
        shown.Name.LocalName switch
        {
            "PropertyName" => type?.GetProperty(shown.Value) is { } property && !IsPlain(property.PropertyType),
            "ScriptBlock" => !shown.Value.Contains("ProgressiveSlo.PowerShell.Output.", StringComparison.Ordinal)
                && !OwnWord().IsMatch(shown.Value),
            _ => false,
        };

    private static bool IsPlain(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(TimeSpan);
    }

    // if ($_.LatencyMetric) { 'yes' }, or a count.
    [GeneratedRegex(@"^\s*(if \(\$_\.\w+\) \{ '[\w ]+' \}|\$_\.\w+\.Count)\s*$")]
    private static partial Regex OwnWord();
}
