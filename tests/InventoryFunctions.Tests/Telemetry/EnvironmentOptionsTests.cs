using InventoryFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;

namespace InventoryFunctions.Tests.Telemetry;

[Trait("Parity", "A1")]
public sealed class EnvironmentOptionsTests
{
    [Theory]
    [InlineData(null, "Production", "prod")]
    [InlineData("dev", "Production", "dev")]
    [InlineData("eu-west-2", "Development", "eu-west-2")]
    [InlineData("Development", "Development", "prod")]
    [InlineData("staging", "staging", "staging")]
    [Trait("Parity", "A19")]
    public void Name_FromTheSetting_UnlessItIsTheHostsOwn(string? setting, string host, string expected) =>
        Assert.Equal(expected, Read(setting, host).Name);

    [Theory]
    [InlineData("Prod")]
    [InlineData("prod env")]
    [InlineData("prod_1")]
    [InlineData("")]
    public void Name_OutsideTheRule_IsRefusedNamingTheSetting(string setting) =>
        Assert.Contains("Environment must be", Assert.Throws<OptionsValidationException>(() => Read(setting, "Production")).Message, StringComparison.Ordinal);

    private static EnvironmentOptions Read(string? setting, string host)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Environment", setting)]).Build();
        IHostEnvironment environment = Mock.Of<IHostEnvironment>(h => h.EnvironmentName == host && h.ContentRootFileProvider == Mock.Of<IFileProvider>());
        return new ServiceCollection()
            .AddSingleton(configuration)
            .AddSingleton(environment)
            .AddTelemetry()
            .BuildServiceProvider()
            .GetRequiredService<IOptions<EnvironmentOptions>>()
            .Value;
    }
}
