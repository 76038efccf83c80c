using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>Reads the parameters of a cmdlet class and its base classes, in the order of their declaration.</summary>
internal static class ParameterReader
{
    private const string AttributeNamespace = "System.Management.Automation.";

    public static List<ParameterModel> Read(Type cmdlet)
    {
        // Base classes last: what is special about a cmdlet comes first in its help.
        var parameters = new List<ParameterModel>();
        for (Type? type = cmdlet; type is not null; type = type.BaseType)
        {
            foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                List<CustomAttributeData> declarations = property.FindAll(AttributeNamespace + "ParameterAttribute").ToList();
                if (declarations.Count > 0 && parameters.TrueForAll(p => p.Name != property.Name))
                    parameters.Add(ReadParameter(property, declarations));
            }
        }
        return parameters;
    }

    private static ParameterModel ReadParameter(PropertyInfo property, List<CustomAttributeData> declarations) => new(
        property.Name,
        TypeNames.Describe(property.PropertyType),
        property.Find(AttributeNamespace + "AliasAttribute")?.StringList(0) ?? [],
        Values(property),
        property.Find(AttributeNamespace + "SupportsWildcardsAttribute") is not null,
        declarations.TrueForAll(d => d.Named<bool>("DontShow")),
        declarations.ConvertAll(ReadDeclaration));

    private static ParameterInSet ReadDeclaration(CustomAttributeData declaration) => new(
        declaration.Named<string>("ParameterSetName") ?? ParameterModel.AllSets,
        declaration.NamedArguments.Any(a => a.MemberName == "Position") ? declaration.Named<int>("Position") : null,
        declaration.Named<bool>("Mandatory"),
        declaration.Named<bool>("ValueFromPipeline"),
        declaration.Named<bool>("ValueFromPipelineByPropertyName"),
        declaration.Named<bool>("ValueFromRemainingArguments"));

    private static IReadOnlyList<string> Values(PropertyInfo property)
    {
        if (property.Find(AttributeNamespace + "ValidateSetAttribute") is { } set)
            return set.StringList(0);
        Type type = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
        type = TypeNames.WithoutNullable(type);
        return type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.Name).ToList()
            : [];
    }
}
