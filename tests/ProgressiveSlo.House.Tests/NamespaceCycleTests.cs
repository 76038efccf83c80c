using Mono.Cecil;

namespace ProgressiveSlo.House.Tests;

/// <summary>No two namespaces need each other: whoever reads one does not have to read all.</summary>
public sealed class NamespaceCycleTests
{
    public static TheoryData<string> Assemblies => new("Core", "Migration", "Formats", "Prometheus", "Probes", "PowerShell");

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Namespaces_of_an_assembly_do_not_need_each_other(string name)
    {
        var cycles = Cycles(Needs(name));
        Assert.True(cycles.Count == 0, string.Join(Environment.NewLine, cycles));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Namespaces_are_folders(string name)
    {
        var root = name == "Core" ? "ProgressiveSlo" : "ProgressiveSlo." + name;
        foreach (var (path, lines) in Repository.Files("src/ProgressiveSlo." + name, "*.cs"))
        {
            var folder = string.Join('.', Path.GetDirectoryName(path)!.Replace('\\', '/').Split('/').Skip(2));
            var expected = "namespace " + root + (folder.Length == 0 ? "" : "." + folder) + ";";
            Assert.True(
                lines.Contains(expected) || !lines.Any(l => l.StartsWith("namespace ", StringComparison.Ordinal)),
                $"{path}: expected {expected}"
            );
        }
    }

    private static SortedDictionary<string, SortedDictionary<string, string>> Needs(string name)
    {
        var file = Directory.EnumerateFiles(Repository.StagedModule, $"ProgressiveSlo.{name}.dll", SearchOption.AllDirectories).Single();
        using var module = ModuleDefinition.ReadModule(file);
        var needs = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var type in module.GetTypes())
        {
            var from = Outer(type).Namespace;
            foreach (var used in Used(type))
            {
                if (used.Scope is not ModuleDefinition || used is GenericParameter)
                    continue;
                var to = Outer(used.GetElementType()).Namespace;
                if (
                    to == from
                    || !to.StartsWith("ProgressiveSlo", StringComparison.Ordinal)
                    || !from.StartsWith("ProgressiveSlo", StringComparison.Ordinal)
                )
                    continue;
                if (!needs.TryGetValue(from, out var others))
                    needs.Add(from, others = new(StringComparer.Ordinal));
                others.TryAdd(to, $"{type.FullName} uses {used.FullName}");
            }
        }

        return needs;
    }

    private static TypeReference Outer(TypeReference type) => type.DeclaringType is null ? type : Outer(type.DeclaringType);

    private static IEnumerable<TypeReference> Used(TypeDefinition type)
    {
        var direct = new List<TypeReference?> { type.BaseType };
        direct.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        direct.AddRange(type.Fields.Select(f => f.FieldType));
        direct.AddRange(type.CustomAttributes.Select(a => a.AttributeType));
        foreach (var method in type.Methods)
        {
            direct.Add(method.ReturnType);
            direct.AddRange(method.Parameters.Select(p => p.ParameterType));
            direct.AddRange(method.CustomAttributes.Select(a => a.AttributeType));
            if (!method.HasBody)
                continue;
            direct.AddRange(method.Body.Variables.Select(v => v.VariableType));
            direct.AddRange(method.Body.ExceptionHandlers.Select(h => h.CatchType));
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Operand is TypeReference operand)
                    direct.Add(operand);
                else if (instruction.Operand is MemberReference member)
                    direct.Add(member.DeclaringType);
                if (instruction.Operand is GenericInstanceMethod generic)
                    direct.AddRange(generic.GenericArguments);
            }
        }

        return direct.OfType<TypeReference>().SelectMany(Parts);
    }

    // Dictionary<A, B[]> needs A and B.
    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };

    // Each edge that lies on a cycle, with a type that makes it.
    private static List<string> Cycles(SortedDictionary<string, SortedDictionary<string, string>> needs)
    {
        var cycles = new List<string>();
        foreach (var (from, others) in needs)
        {
            foreach (var (to, why) in others)
            {
                if (Reaches(needs, to, from, []))
                    cycles.Add($"{from} and {to} need each other: {why}");
            }
        }

        return cycles;
    }

    private static bool Reaches(
        SortedDictionary<string, SortedDictionary<string, string>> needs,
        string from,
        string to,
        HashSet<string> seen
    ) => from == to || (seen.Add(from) && needs.TryGetValue(from, out var others) && others.Keys.Any(o => Reaches(needs, o, to, seen)));
}
