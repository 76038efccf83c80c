using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>Reads attributes as data: an assembly that is only looked at has no attribute objects.</summary>
internal static class AttributeDataExtensions
{
    public static IEnumerable<CustomAttributeData> FindAll(this MemberInfo member, string attributeName) =>
        member.GetCustomAttributesData().Where(a => a.AttributeType.FullName == attributeName);

    public static CustomAttributeData? Find(this MemberInfo member, string attributeName) =>
        member.FindAll(attributeName).FirstOrDefault();

    public static T? Named<T>(this CustomAttributeData attribute, string name) =>
        attribute.NamedArguments
            .Where(a => a.MemberName == name && a.TypedValue.Value is T)
            .Select(a => (T?)a.TypedValue.Value)
            .FirstOrDefault();

    public static IReadOnlyList<string> StringList(this CustomAttributeData attribute, int argument) =>
        attribute.ConstructorArguments[argument].Value is IEnumerable<CustomAttributeTypedArgument> values
            ? values.Select(v => v.Value as string).OfType<string>().ToList()
            : throw new NotSupportedException($"{attribute.AttributeType.Name} is not given a list of strings.");
}
