using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace ProgressiveSlo.PowerShell.Tests.PublicApi;

/// <summary>
/// What a script can see of the module, one fact a line: each line stands alone, so that a difference says what it is about.
/// </summary>
internal static class PublicApi
{
    /// <summary>The lines of the imported module, sorted.</summary>
    public static IReadOnlyList<string> Describe(Engine engine)
    {
        var cmdlets = engine.Run("Get-Command -Module ProgressiveSlo").Output.Select(c => (CmdletInfo)c.BaseObject).ToArray();
        var lines = cmdlets.SelectMany(c => Parameters(c).Prepend(Summary(c)));
        var types = Types(cmdlets);
        return [.. lines.Concat(types.SelectMany(Members)).Concat(DefaultProperties()).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Summary(CmdletInfo cmdlet)
    {
        var attribute = cmdlet.ImplementingType.GetCustomAttribute<CmdletAttribute>()!;
        var writes = cmdlet.OutputType.Select(o => o.Type is { } type ? Name(type) : o.Name).Distinct().Order(StringComparer.Ordinal);
        return $"cmdlet {cmdlet.Name} writes {string.Join(", ", writes)}"
            + (attribute.SupportsShouldProcess ? $"; asks for confirmation from {attribute.ConfirmImpact} impact" : "")
            + (attribute.DefaultParameterSetName is { } set ? $"; default set {set}" : "");
    }

    private static IEnumerable<string> Parameters(CmdletInfo cmdlet)
    {
        foreach (var parameter in cmdlet.Parameters.Values)
        {
            if (Cmdlet.CommonParameters.Contains(parameter.Name) || Cmdlet.OptionalCommonParameters.Contains(parameter.Name))
                continue;
            var sets = parameter.ParameterSets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => Set(s.Key, s.Value));
            var aliases = parameter.Aliases.Count == 0 ? "" : "; aliases " + string.Join(", ", parameter.Aliases);
            var takes = string.Concat(parameter.Attributes.Select(Restriction).Order(StringComparer.Ordinal));
            yield return $"{cmdlet.Name} -{parameter.Name} <{Name(parameter.ParameterType)}> {string.Join(" ", sets)}{aliases}{takes}";
        }
    }

    private static string Set(string name, ParameterSetMetadata set)
    {
        string?[] facts =
        [
            set.IsMandatory ? "mandatory" : null,
            set.Position == int.MinValue ? null : FormattableString.Invariant($"position {set.Position}"),
            set.ValueFromPipeline ? "pipeline" : null,
            set.ValueFromPipelineByPropertyName ? "property" : null,
            set.ValueFromRemainingArguments ? "the rest" : null,
        ];
        var said = string.Join(", ", facts.OfType<string>());
        return name == ParameterAttribute.AllParameterSets ? $"[{said}]" : $"[{name}{(said.Length == 0 ? "" : ": ")}{said}]";
    }

    // The attributes that keep a value out. A null and an empty text are kept out of mandatory parameters by the engine itself.
    private static string Restriction(Attribute attribute) =>
        attribute switch
        {
            ValidateSetAttribute set => "; one of " + string.Join(", ", set.ValidValues),
            ValidateRangeAttribute range => FormattableString.Invariant($"; from {range.MinRange} to {range.MaxRange}"),
            ValidateCountAttribute count => FormattableString.Invariant($"; {count.MinLength} to {count.MaxLength} values"),
            ValidateNotNullOrEmptyAttribute => "; not empty",
            ValidateNotNullAttribute => "; not null",
            SupportsWildcardsAttribute => "; wildcards",
            _ => "",
        };

    // What cmdlets take and write, and what can be reached from there by properties.
    public static HashSet<Type> Types(IEnumerable<CmdletInfo> cmdlets)
    {
        var found = new HashSet<Type>();
        var open = new Stack<Type>(
            cmdlets.SelectMany(c =>
                c.OutputType.Select(o => o.Type).OfType<Type>().Concat(c.Parameters.Values.Select(p => p.ParameterType))
            )
        );
        while (open.TryPop(out var type))
        {
            foreach (var part in Parts(type).Where(t => IsOurs(t) && found.Add(t)))
            {
                foreach (var property in Properties(part))
                    open.Push(property.PropertyType);
                // A property may be declared as a base type; its objects are of the types that derive from it.
                if (part.IsAbstract)
                    part.Assembly.GetExportedTypes().Where(part.IsAssignableFrom).ToList().ForEach(open.Push);
            }
        }

        return found;
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Prepend(type);

    private static bool IsOurs(Type type) => type.Assembly.GetName().Name!.StartsWith("ProgressiveSlo.", StringComparison.Ordinal);

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.GetMethod?.IsPublic == true);

    private static IEnumerable<string> Members(Type type) =>
        type.IsEnum
            ? [$"enum {type.FullName} = {string.Join(", ", Enum.GetNames(type))}"]
            : Properties(type).Select(p => $"{type.FullName}.{p.Name} : {Name(p.PropertyType)}").Append($"type {type.FullName}");

    // What Format-List shows of a type.
    private static IEnumerable<string> DefaultProperties() =>
        from view in XDocument.Load(Path.Combine(StagedModule.Path, "ProgressiveSlo.Format.ps1xml")).Descendants("View")
        where view.Element("ListControl") is not null
        let shown = view.Descendants("ListItem").Select(i => (string?)i.Element("Label") ?? i.Element("PropertyName")!.Value)
        from type in view.Descendants("TypeName")
        select $"{type.Value} shows {string.Join(", ", shown)}";

    private static string Name(Type type) =>
        type switch
        {
            { IsArray: true } => Name(type.GetElementType()!) + "[]",
            _ when Nullable.GetUnderlyingType(type) is { } value => Name(value) + "?",
            { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
            _ => IsOurs(type) ? type.FullName! : type.Name,
        };
}
