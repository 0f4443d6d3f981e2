using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Telemetry;

/// <summary>Reads and checks setting <c>Environment</c>.</summary>
/// <remarks>
/// .NET's own hosts put the value of <c>DOTNET_ENVIRONMENT</c> or <c>AZURE_FUNCTIONS_ENVIRONMENT</c> under the very same configuration key.
/// Where the key says what the host says and that can't be one of ours ("Development", as Core Tools has it), the setting counts as absent.
/// </remarks>
internal sealed partial class EnvironmentOptionsSetup(IConfiguration configuration, IHostEnvironment? host = null)
    : IConfigureOptions<EnvironmentOptions>, IValidateOptions<EnvironmentOptions>
{
    public void Configure(EnvironmentOptions options)
    {
        string? value = configuration[EnvironmentOptions.Setting];
        if (value is not null && !(value == host?.EnvironmentName && !Form().IsMatch(value)))
        {
            options.Name = value;
        }
    }

    public ValidateOptionsResult Validate(string? name, EnvironmentOptions options) => Form().IsMatch(options.Name)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"{EnvironmentOptions.Setting} must be lower-case letters, digits and hyphens only; it is '{options.Name}'.");

    [GeneratedRegex("^[a-z0-9-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
