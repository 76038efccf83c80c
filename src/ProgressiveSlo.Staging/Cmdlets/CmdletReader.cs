using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>Reads the cmdlets of an assembly from its metadata. Nothing of the assembly is executed.</summary>
internal static class CmdletReader
{
    private const string AttributeNamespace = "System.Management.Automation.";

    // [OutputType(typeof(void))] says that there is no output, as having no attribute does.
    private static readonly TypeModel _void = new("System.Void");

    public static IReadOnlyList<CmdletModel> Read(string assemblyPath, string powerShellStandardPath)
    {
        string folder = Path.GetDirectoryName(assemblyPath)!;
        // The module's own assemblies come first: a file name counts once.
        IEnumerable<string> paths = Directory.GetFiles(folder, "*.dll")
            .Append(powerShellStandardPath)
            .Concat(Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll"))
            .DistinctBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase);
        using var context = new MetadataLoadContext(new PathAssemblyResolver(paths));
        Assembly assembly = context.LoadFromAssemblyPath(assemblyPath);
        return assembly.GetExportedTypes()
            .Where(t => !t.IsAbstract)
            .Select(ReadCmdlet)
            .OfType<CmdletModel>()
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .ToList();
    }

    private static CmdletModel? ReadCmdlet(Type type)
    {
        CustomAttributeData? cmdlet = type.Find(AttributeNamespace + "CmdletAttribute");
        if (cmdlet is null)
            return null;

        List<ParameterModel> parameters = ParameterReader.Read(type);
        string? defaultSet = cmdlet.Named<string>("DefaultParameterSetName");
        return new CmdletModel(
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            cmdlet.Named<bool>("SupportsShouldProcess"),
            type.Find(AttributeNamespace + "AliasAttribute")?.StringList(0) ?? [],
            type.FindAll(AttributeNamespace + "OutputTypeAttribute").SelectMany(OutputTypes).Where(t => t != _void).Distinct().ToList(),
            parameters,
            ParameterSetBuilder.Build(parameters, defaultSet));
    }

    private static IEnumerable<TypeModel> OutputTypes(CustomAttributeData attribute)
    {
        // OutputType takes types or names, one or many.
        var values = (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!;
        return values.Select(v => v.Value is Type type ? TypeNames.Describe(type) : new TypeModel((string)v.Value!));
    }
}
