using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Storage;

public sealed class ShardCountTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Check_SameCountAgain_IsAccepted()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);

        await CheckAsync(inventory, 8);
        await CheckAsync(inventory, 8);
    }

    [Fact]
    public async Task Check_AnotherCountLater_IsRefusedNamingTheSetting()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        await CheckAsync(inventory, 8);

        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => CheckAsync(inventory, 16));

        Assert.Contains("Inventory__Shards is 16", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("8 shards", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TwoHostsAtOnce_AgreeOnOne()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);

        Exception?[] refusals = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Record.ExceptionAsync(() => CheckAsync(inventory, i))));

        Assert.Single(refusals, refusal => refusal is null);
        Assert.All(refusals.Where(refusal => refusal is not null), refusal => Assert.IsType<OptionsValidationException>(refusal));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("abc")]
    public void Options_OutOfRange_AreRefusedNamingTheSetting(string shards)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Inventory:Shards", shards), new("AzureWebJobsStorage", azurite.ConnectionString)])
            .Build();
        using ServiceProvider services = new ServiceCollection().AddStorage(configuration).BuildServiceProvider();

        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IOptions<InventoryOptions>>().Value);

        Assert.Contains($"Inventory__Shards must be a whole number from 1 to 1,000; it is '{shards}'.", refusal.Message, StringComparison.Ordinal);
    }

    private static Task CheckAsync(TestInventory inventory, int shards) =>
        new ShardCountGuard(inventory.Table, shards).CheckAsync(CancellationToken.None);
}
