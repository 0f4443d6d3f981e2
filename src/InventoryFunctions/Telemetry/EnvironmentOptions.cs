namespace InventoryFunctions.Telemetry;

/// <summary>Setting <c>Environment</c> (parity A1: EnvironmentSuffix).</summary>
public sealed class EnvironmentOptions
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "Environment";

    /// <summary>
    /// Which environment this is: lower-case letters, digits and hyphens. It names the meter and stands in every alert.
    /// The default value is <c>prod</c>.
    /// </summary>
    public string Name { get; set; } = "prod";
}
