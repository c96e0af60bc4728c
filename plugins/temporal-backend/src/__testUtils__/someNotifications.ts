import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';

/** Backstage's notifications, which remember what was sent and can be down. */
export function someNotifications() {
  const sent: NotificationSendOptions[] = [];
  const service = {
    down: false,
    sent,
    send: async (options: NotificationSendOptions) => {
      if (service.down) throw new Error('notifications are down');
      sent.push(options);
    },
  };
  const factory = createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => service,
  });
  return Object.assign(service, { factory });
}
