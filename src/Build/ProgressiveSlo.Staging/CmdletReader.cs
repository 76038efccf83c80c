using System.Reflection;
using System.Runtime.InteropServices;

namespace ProgressiveSlo.Build;

/// <summary>Reads the cmdlets of an assembly from its metadata. Nothing of the assembly is executed.</summary>
internal static class CmdletReader
{
    private const string AttributeNamespace = "System.Management.Automation.";

    // [OutputType(typeof(void))] says that there is no output, as having no attribute does.
    private static readonly TypeModel _void = new("System.Void");

    public static IReadOnlyList<CmdletModel> Read(string assemblyPath, string powerShellStandardPath)
    {
        var folder = Path.GetDirectoryName(assemblyPath)!;
        // The module's own assemblies come first: a file name counts once.
        var paths = Directory
            .GetFiles(folder, "*.dll")
            .Append(powerShellStandardPath)
            .Concat(Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"))
            .DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase);
        using var context = new MetadataLoadContext(new PathAssemblyResolver(paths));
        var assembly = context.LoadFromAssemblyPath(assemblyPath);
        return assembly
            .GetExportedTypes()
            .Where(t => !t.IsAbstract)
            .Select(ReadCmdlet)
            .OfType<CmdletModel>()
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .ToList();
    }

    private static CmdletModel? ReadCmdlet(Type type)
    {
        var cmdlet = type.Find(AttributeNamespace + "CmdletAttribute");
        if (cmdlet is null)
            return null;

        var parameters = CmdletParameterReader.Read(type);
        var defaultSet = cmdlet.Named<string>("DefaultParameterSetName");
        return new CmdletModel(
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            cmdlet.Named<bool>("SupportsShouldProcess"),
            type.Find(AttributeNamespace + "AliasAttribute")?.StringList(0) ?? [],
            type.FindAll(AttributeNamespace + "OutputTypeAttribute").SelectMany(OutputTypes).Where(t => t != _void).Distinct().ToList(),
            parameters,
            ParameterSetBuilder.Build(parameters, defaultSet)
        );
    }

    private static IEnumerable<TypeModel> OutputTypes(CustomAttributeData attribute)
    {
        // OutputType takes types or names, one or many.
        var values = (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!;
        return values.Select(v => v.Value is Type type ? TypeNames.Describe(type) : new TypeModel((string)v.Value!));
    }
}

/// <summary>Reads the parameters of a cmdlet class and its base classes, in the order of their declaration.</summary>
internal static class CmdletParameterReader
{
    private const string AttributeNamespace = "System.Management.Automation.";

    public static List<ParameterModel> Read(Type cmdlet)
    {
        // Base classes last: what is special about a cmdlet comes first in its help.
        var parameters = new List<ParameterModel>();
        for (var type = cmdlet; type is not null; type = type.BaseType)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                var declarations = property.FindAll(AttributeNamespace + "ParameterAttribute").ToList();
                if (declarations.Count > 0 && parameters.TrueForAll(p => p.Name != property.Name))
                    parameters.Add(ReadParameter(property, declarations));
            }
        }
        return parameters;
    }

    private static ParameterModel ReadParameter(PropertyInfo property, List<CustomAttributeData> declarations) =>
        new(
            property.Name,
            TypeNames.Describe(property.PropertyType),
            property.Find(AttributeNamespace + "AliasAttribute")?.StringList(0) ?? [],
            Values(property),
            property.Find(AttributeNamespace + "SupportsWildcardsAttribute") is not null,
            declarations.TrueForAll(d => d.Named<bool>("DontShow")),
            declarations.ConvertAll(ReadDeclaration)
        );

    private static ParameterInSet ReadDeclaration(CustomAttributeData declaration) =>
        new(
            declaration.Named<string>("ParameterSetName") ?? ParameterModel.AllSets,
            declaration.NamedArguments.Any(a => a.MemberName == "Position") ? declaration.Named<int>("Position") : null,
            declaration.Named<bool>("Mandatory"),
            declaration.Named<bool>("ValueFromPipeline"),
            declaration.Named<bool>("ValueFromPipelineByPropertyName")
        );

    private static IReadOnlyList<string> Values(PropertyInfo property)
    {
        if (property.Find(AttributeNamespace + "ValidateSetAttribute") is { } set)
            return set.StringList(0);
        var type = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
        type = TypeNames.WithoutNullable(type);
        return type.IsEnum ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.Name).ToList() : [];
    }
}

/// <summary>Derives the parameter sets of a cmdlet from its parameters.</summary>
internal static class ParameterSetBuilder
{
    public static IReadOnlyList<ParameterSetModel> Build(IReadOnlyList<ParameterModel> parameters, string? defaultSet)
    {
        // The default set first: it is the call that most readers look for, and the engine knows it even when no
        // parameter names it. The others follow as they are declared.
        IEnumerable<string> first = defaultSet is null ? [] : [defaultSet];
        var names = first
            .Concat(parameters.SelectMany(p => p.Sets).Select(s => s.SetName))
            .Where(n => n != ParameterModel.AllSets)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (names.Count == 0)
            names.Add(ParameterModel.AllSets);
        return names.ConvertAll(n => new ParameterSetModel(n, InSyntaxOrder(parameters, n)));
    }

    // As the engine lists them: by position, then the other mandatory ones, then values, then switches.
    private static List<ParameterModel> InSyntaxOrder(IReadOnlyList<ParameterModel> parameters, string setName) =>
        parameters
            .Where(p => !p.IsHidden)
            .Select(p => (Parameter: p, Set: p.In(setName)))
            .Where(x => x.Set is not null)
            .OrderBy(x => x.Set!.Position ?? int.MaxValue)
            .ThenBy(x => x.Set!.Mandatory ? 0 : 1)
            .ThenBy(x => x.Parameter.IsSwitch ? 1 : 0)
            .Select(x => x.Parameter)
            .ToList();
}

/// <summary>Turns reflected types into names for help.</summary>
internal static class TypeNames
{
    public static TypeModel Describe(Type type)
    {
        if (type.IsArray)
            return new TypeModel(Describe(type.GetElementType()!).FullName + "[]");
        var bare = WithoutNullable(type);
        return new TypeModel(bare.IsGenericType ? GenericName(bare) : bare.FullName!.Replace('+', '.'));
    }

    public static Type WithoutNullable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1" ? type.GetGenericArguments()[0] : type;

    private static string GenericName(Type type)
    {
        var name = type.GetGenericTypeDefinition().FullName!;
        var arguments = string.Join(",", Array.ConvertAll(type.GetGenericArguments(), t => Describe(t).ShortName));
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}[{arguments}]";
    }
}

/// <summary>Reads attributes as data: an assembly that is only looked at has no attribute objects.</summary>
internal static class AttributeDataExtensions
{
    public static IEnumerable<CustomAttributeData> FindAll(this MemberInfo member, string attributeName) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.FullName == attributeName);

    public static CustomAttributeData? Find(this MemberInfo member, string attributeName) => member.FindAll(attributeName).FirstOrDefault();

    public static T? Named<T>(this CustomAttributeData attribute, string name) =>
        attribute
            .NamedArguments.Where(a => a.MemberName == name && a.TypedValue.Value is T)
            .Select(a => (T?)a.TypedValue.Value)
            .FirstOrDefault();

    public static IReadOnlyList<string> StringList(this CustomAttributeData attribute, int argument) =>
        attribute.ConstructorArguments[argument].Value is IEnumerable<CustomAttributeTypedArgument> values
            ? values.Select(v => v.Value as string).OfType<string>().ToList()
            : throw new NotSupportedException($"{attribute.AttributeType.Name} is not given a list of strings.");
}
