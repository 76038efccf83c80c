using System;

namespace ProgressiveSlo.Staging.Cmdlets;

/// <summary>Turns reflected types into names for help.</summary>
internal static class TypeNames
{
    public static TypeModel Describe(Type type)
    {
        if (type.IsArray)
            return new TypeModel(Describe(type.GetElementType()!).FullName + "[]");
        Type bare = WithoutNullable(type);
        return new TypeModel(bare.IsGenericType ? GenericName(bare) : bare.FullName!.Replace('+', '.'));
    }

    public static Type WithoutNullable(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition().FullName == "System.Nullable`1"
            ? type.GetGenericArguments()[0]
            : type;

    private static string GenericName(Type type)
    {
        string name = type.GetGenericTypeDefinition().FullName!;
        string arguments = string.Join(",", Array.ConvertAll(type.GetGenericArguments(), t => Describe(t).ShortName));
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}[{arguments}]";
    }
}
