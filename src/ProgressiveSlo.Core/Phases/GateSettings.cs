using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Phases;

/// <summary>The gate's thresholds and choices of one profile. A setting that the profile does not give has its default.</summary>
public sealed class GateSettings
{
    private readonly Dictionary<string, object> _values;

    /// <summary>Makes the settings.</summary>
    /// <param name="values">Values by key: decimals, or words for choices, as <see cref="GateSetting.Parse"/> returns them.</param>
    public GateSettings(IEnumerable<KeyValuePair<string, object>> values) =>
        _values = values.ToDictionary(v => v.Key, v => v.Value);

    /// <summary>All defaults.</summary>
    public static GateSettings Default { get; } = new([]);

    /// <summary>The values that the profile gives itself, by key.</summary>
    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>A number.</summary>
    /// <param name="setting">The setting, declared with <see cref="GateSetting.Number"/>.</param>
    public decimal Number(GateSetting setting) => (decimal)Value(setting);

    /// <summary>A word.</summary>
    /// <param name="setting">The setting, declared with <see cref="GateSetting.Choice"/>.</param>
    public string Word(GateSetting setting) => (string)Value(setting);

    private object Value(GateSetting setting) => _values.TryGetValue(setting.Key, out var value) ? value : setting.Default;
}
