import { isLoopback } from './isLoopback';

describe('an address', () => {
  it.each(['localhost', '127.0.0.1:7233', '[::1]:7233', '::1', 'LOCALHOST:1'])(
    'of this machine: %s',
    address => {
      expect(isLoopback(address)).toBe(true);
    },
  );

  it.each([
    'temporal:7233',
    '127.0.0.1.example.com:7233',
    'localhost.example.com',
    '10.0.0.1:7233',
    '[::2]:7233',
    '',
  ])('of another: %s', address => {
    expect(isLoopback(address)).toBe(false);
  });
});
