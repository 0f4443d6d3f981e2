using InventoryFunctions.BatchUpdates;
using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.BatchUpdates;

[Trait("Parity", "A1")]
public sealed class BatchUpdateOptionsTests
{
    [Fact]
    public void Options_WithoutSettings_HaveTheOriginalsDefaults()
    {
        BatchUpdateOptions options = Read();

        Assert.Equal(("rate(1 hour)", 50), (options.Schedule, options.Size));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("100")]
    public void BatchSize_WithinItsBounds_IsTaken(string size) => Assert.Equal(size, $"{Read(("BatchUpdate:BatchSize", size)).Size}");

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-5")]
    [InlineData("abc")]
    [InlineData("2.5")]
    [InlineData("")]
    public void BatchSize_OutsideItsBounds_StopsTheStartNamingTheSetting(string size) =>
        Assert.Contains($"BatchUpdate__BatchSize must be a whole number from 1 to 100; it is '{size}'.", Refusal(("BatchUpdate:BatchSize", size)), StringComparison.Ordinal);

    [Theory]
    [InlineData("rate(0 hours)", "at least 1")]
    [InlineData("every day", "must be rate")]
    public void Schedule_AwsWouldRefuse_StopsTheStartNamingTheSettingAndTheRule(string schedule, string words)
    {
        string refusal = Refusal(("BatchUpdate:Schedule", schedule));

        Assert.Contains($"BatchUpdate__Schedule '{schedule}'", refusal, StringComparison.Ordinal);
        Assert.Contains(words, refusal, StringComparison.Ordinal);
    }

    private static string Refusal((string, string) setting) => Assert.Throws<OptionsValidationException>(() => Validate(setting)).Message;

    private static BatchUpdateOptions Read(params (string Setting, string Value)[] settings) =>
        Services(settings).GetRequiredService<IOptions<BatchUpdateOptions>>().Value;

    private static void Validate((string, string) setting) => Services(setting).GetRequiredService<IStartupValidator>().Validate();

    private static ServiceProvider Services(params (string Setting, string Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value)))
            .AddInMemoryCollection([new(StorageConnection.Setting, "UseDevelopmentStorage=true"), new("AZURE_FUNCTIONS_ENVIRONMENT", "Development")])
            .Build();
        return new ServiceCollection().AddSingleton(configuration).AddLogging().AddInventory(configuration).BuildServiceProvider();
    }
}
